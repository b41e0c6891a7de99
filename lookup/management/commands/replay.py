"""Judges quarantined entries again after a fix: one, all of one reason, or those of one batch."""
from django.utils.translation import gettext as _

from invoice_portal.command import PortalCommand, offer_json
from lookup.feed.replaying import REASONS, Entries, of_batch, of_entry, replay
from lookup.models import Entry


class Command(PortalCommand):
    help = (
        f"{__doc__} They are read from the bytes that were kept. What contradicts a record is settled with the record, "
        "and a file that its manifest did not list comes again in another batch: neither is judged again."
    )

    def add_arguments(self, parser):
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--entry", type=int, metavar="ID")
        which.add_argument("--reason", choices=[str(reason) for reason in REASONS], help="all quarantined for it")
        which.add_argument("--batch", metavar="SOURCE:N", help="all quarantined of it, for example BJ01:42")
        parser.add_argument("--why", default="", metavar="TEXT", help="kept in the history of each entry")
        offer_json(parser)

    def handle(self, *, entry, reason, batch, why, **options):
        report = replay(self._entries(entry, reason, batch), reason=why)
        counts = [
            (_("重新判定"), report.read), (_("接收"), report.accepted), (_("仍隔离，原因已变"), report.quarantined),
            (_("未变"), report.unchanged),
        ]  # fmt: skip
        self.answer(report.as_json(), "\n".join(f"{word}\t{n:>9,}" for word, n in counts), as_json=options["json"])

    def _entries(self, entry: int | None, reason: str | None, batch: str | None) -> Entries:
        if entry is not None:
            return of_entry(entry)
        return of_batch(batch) if batch else Entry.objects.filter(reason=reason)
