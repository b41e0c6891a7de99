"""Reads feed batches: folders or zips with manifest.json, or folders and zips of such."""
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal
from lookup.detail_words import detail_words
from lookup.feed.finding import batches_under
from lookup.feed.reading import read_found
from lookup.feed.report import REFUSED, BatchReport
from lookup.models import Entry


class Command(BaseCommand):
    help = (
        f"{__doc__} Several under one PATH are read in the order of their numbers. "
        "Ends with 1 if a batch was refused; the report is printed all the same."
    )

    def add_arguments(self, parser):
        parser.add_argument("paths", metavar="PATH", nargs="+", type=Path)
        parser.add_argument("--json", action="store_true", help="print one JSON list, an object per batch")

    def handle(self, *, paths, **options):
        reports: list[BatchReport] = []
        try:
            for found in [batch for path in paths for batch in batches_under(path)]:
                reports.append(read_found(found, progress=self._progress))
        except Refusal as refusal:
            raise CommandError(refusal.detail) from refusal
        if options["json"]:
            self.stdout.write(json.dumps([report.as_json() for report in reports], ensure_ascii=False))
        else:
            for report in reports:
                self._summary(report)
        if refused := [report for report in reports if report.state == REFUSED]:
            first = {"count": len(refused), "path": refused[0].path, "detail": detail_words(refused[0].detail)}
            raise CommandError(_("拒收 %(count)s 个批次：%(path)s：%(detail)s") % first)

    def _progress(self, report: BatchReport) -> None:
        if self.stderr.isatty():
            counts = {"path": report.path, "read": report.documents.read}
            self.stderr.write("\r" + _("%(path)s：已读取 %(read)s") % counts, ending="")
            self.stderr.flush()

    def _summary(self, report: BatchReport) -> None:
        name = f"{report.source or '-'} #{report.batch or '-'}"
        self.stdout.write(f"{report.path}\t{name}\t{report.state}\t{detail_words(report.detail)}".rstrip())
        rows = [
            (_("读取"), report.documents.read),
            (_("接收"), report.documents.accepted),
            (_("隔离"), report.documents.quarantined),
            (_("未变"), report.documents.unchanged),
            (_("预告"), report.announced),
            (_("状态变更"), report.changes),
        ]
        for word, count in rows:
            self.stdout.write(f"  {word}\t{count:>9,}")
        for reason, count in report.documents.reasons.most_common():
            self.stdout.write(f"    {reason} {Entry.Reason(reason).label}\t{count:>9,}")
        for entry in report.documents.entries:
            told = (entry[name] for name in ("path", "number", "reason", "field", "detail"))
            self.stdout.write("    " + "\t".join(told))
