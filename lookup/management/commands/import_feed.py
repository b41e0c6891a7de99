"""Reads feed batches: folders or zips with manifest.json, or folders and zips of such."""
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from invoice_portal.command import PortalCommand
from lookup.detail_words import detail_words
from lookup.feed.finding import batches_under
from lookup.feed.reading import read_found
from lookup.feed.report import REFUSED, BatchReport
from lookup.models import Entry


class Command(PortalCommand):
    help = (
        f"{__doc__} Several under one PATH are read in the order of their numbers. "
        "Ends with 1 if a batch was refused; the report is printed all the same."
    )

    def add_arguments(self, parser):
        parser.add_argument("paths", metavar="PATH", nargs="+", type=Path)
        parser.add_argument("--json", action="store_true", help="print one JSON list, an object per batch")

    def handle(self, *, paths, **options):
        found = [batch for path in paths for batch in batches_under(path)]
        reports = [read_found(batch, progress=self._progress) for batch in found]
        summary = "\n".join(line for report in reports for line in self._summary(report))
        self.answer([report.as_json() for report in reports], summary, as_json=options["json"])
        if refused := [report for report in reports if report.state == REFUSED]:
            first = {"count": len(refused), "path": refused[0].path, "detail": detail_words(refused[0].detail)}
            raise CommandError(_("拒收 %(count)s 个批次：%(path)s：%(detail)s") % first)

    def _progress(self, report: BatchReport) -> None:
        if self.stderr.isatty():
            counts = {"path": report.path, "read": report.documents.read}
            self.stderr.write("\r" + _("%(path)s：已读取 %(read)s") % counts, ending="")
            self.stderr.flush()

    def _summary(self, report: BatchReport) -> Iterator[str]:
        name = f"{report.source or '-'} #{report.batch or '-'}"
        yield f"{report.path}\t{name}\t{report.state}\t{detail_words(report.detail)}".rstrip()
        rows = [
            (_("读取"), report.documents.read),
            (_("接收"), report.documents.accepted),
            (_("隔离"), report.documents.quarantined),
            (_("未变"), report.documents.unchanged),
            (_("预告"), report.announced),
            (_("状态变更"), report.changes),
        ]
        for word, count in rows:
            yield f"  {word}\t{count:>9,}"
        for reason, count in report.documents.reasons.most_common():
            yield f"    {reason} {Entry.Reason(reason).label}\t{count:>9,}"
        for entry in report.documents.entries:
            told = [entry[name] for name in ("path", "number", "reason", "field")]
            yield "    " + "\t".join([*told, detail_words(entry["detail"])])
