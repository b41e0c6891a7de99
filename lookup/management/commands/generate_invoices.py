"""Writes synthetic invoices, the same for the same seed, count and end date."""
import time
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from invoice_portal.refusal import Refusal
from lookup.generating import INVOLVED, generate


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--count", type=int, required=True)
        parser.add_argument("--seed", type=int, required=True)
        parser.add_argument("--taxpayers", type=int, help="how many companies trade (one per 40 invoices)")
        parser.add_argument("--for", dest="involve", metavar="TAX_ID", action="append", default=[])
        parser.add_argument("--share", type=float, default=INVOLVED, help="of the trade goes through them (0.3)")
        parser.add_argument("--until", type=date.fromisoformat, help="last day of the 24 months (today)")

    def handle(self, *, count, seed, taxpayers, involve, share, until, **options):
        if count < 1 or seed < 0 or (taxpayers is not None and taxpayers < 2):
            raise CommandError("--count is at least 1, --seed at least 0, --taxpayers at least 2")
        start = time.monotonic()
        try:
            new = generate(
                count, seed, taxpayers, involve=involve, share=share, until=until, progress=self._progress
            )
        except Refusal as refusal:
            raise CommandError(refusal.detail) from refusal
        self.stdout.write(f"{new:,} invoices in {time.monotonic() - start:.1f} s")

    def _progress(self, new: int) -> None:
        self.stderr.write(f"{new:,}")
