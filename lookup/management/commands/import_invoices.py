"""Imports loose documents: files, folders and archives of them."""
from pathlib import Path

from django.utils.translation import gettext as _

from invoice_portal.command import PortalCommand, offer_json
from lookup.intake import Report, take_in
from lookup.models import Entry
from lookup.sources import find_source


class Command(PortalCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("paths", metavar="PATH", nargs="+", type=Path)
        parser.add_argument("--source", metavar="CODE", required=True)
        offer_json(parser)

    def handle(self, *, paths, source, **options):
        report = take_in(paths, find_source(source), progress=self._progress)
        if self.stderr.isatty():
            self.stderr.write("")
        self.answer(report.as_json(), self._summary(report), as_json=options["json"])

    def _progress(self, report: Report) -> None:
        counts = {"read": report.read, "accepted": report.accepted, "quarantined": report.quarantined}
        line = _("已读取 %(read)s，接收 %(accepted)s，隔离 %(quarantined)s") % counts
        if self.stderr.isatty():
            self.stderr.write(f"\r{line}", ending="")
        else:
            self.stderr.write(line)
        self.stderr.flush()

    def _summary(self, report: Report) -> str:
        counts = [
            (_("读取"), report.read),
            (_("接收"), report.accepted),
            (_("隔离"), report.quarantined),
            (_("未变"), report.unchanged),
        ]
        lines = [f"{word}\t{count:>9,}" for word, count in counts]
        for reason, count in report.reasons.most_common():
            lines.append(f"  {reason} {Entry.Reason(reason).label}\t{count:>9,}")
        for entry in report.entries:
            lines.append("\t".join(entry[name] for name in ("path", "reason", "field", "detail")))
        if (unlisted := report.quarantined - len(report.entries)) > 0:
            lines.append(_("另有 %(count)s 份，见后台“条目”。") % {"count": unlisted})
        return "\n".join(lines)
