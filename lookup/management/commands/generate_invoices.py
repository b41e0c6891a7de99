"""Writes synthetic invoices, the same for the same seed, count and end date."""
import time
from datetime import date

from django.core.management.base import CommandError

from invoice_portal.command import PortalCommand, offer_json
from lookup.generating import INVOLVED, generate

MOST_TAXPAYERS = 2_000_000
#: The first month that ends 24 months of 数电票, and the last whose year a number can state.
EARLIEST, LATEST = date(2023, 12, 1), date(2099, 12, 31)


class Command(PortalCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--count", type=int, required=True)
        parser.add_argument("--seed", type=int, required=True)
        parser.add_argument("--taxpayers", type=int, help="how many companies trade (one per 40 invoices)")
        parser.add_argument("--for", dest="involve", metavar="TAX_ID", action="append", default=[])
        parser.add_argument("--share", type=float, default=INVOLVED, help="of the trade goes through them (0.3)")
        parser.add_argument("--until", type=date.fromisoformat, help="last day of the 24 months (today)")
        offer_json(parser)

    def handle(self, *, count, seed, taxpayers, involve, share, until, **options):
        if count < 1 or seed < 0 or (taxpayers is not None and taxpayers < 2):
            raise CommandError("--count is at least 1, --seed at least 0, --taxpayers at least 2")
        if taxpayers is not None and taxpayers > MOST_TAXPAYERS:
            raise CommandError(f"--taxpayers is at most {MOST_TAXPAYERS:,}: they are kept in memory")
        if until is not None and not EARLIEST <= until <= LATEST:
            raise CommandError(f"--until lies between {EARLIEST} and {LATEST}: a number has two digits for its year")
        if not 0 <= share <= 1:
            raise CommandError("--share lies between 0 and 1")
        start = time.monotonic()
        new = generate(count, seed, taxpayers, involve=involve, share=share, until=until, progress=self._progress)
        seconds = round(time.monotonic() - start, 1)
        self.answer({"invoices": new, "seconds": seconds}, f"{new:,} invoices in {seconds} s", as_json=options["json"])

    def _progress(self, new: int) -> None:
        self.stderr.write(f"{new:,}")
