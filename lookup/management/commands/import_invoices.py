"""Imports loose documents: files, folders and archives of them."""
import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal
from lookup.intake import Report, take_in
from lookup.models import Entry
from lookup.sources import find_source


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("paths", metavar="PATH", nargs="+", type=Path)
        parser.add_argument("--source", metavar="CODE", required=True)
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *, paths, source, **options):
        try:
            report = take_in(paths, find_source(source), progress=self._progress)
        except Refusal as refusal:
            raise CommandError(refusal.detail) from refusal
        if self.stderr.isatty():
            self.stderr.write("")
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            self._summary(report)

    def _progress(self, report: Report) -> None:
        counts = {"read": report.read, "accepted": report.accepted, "quarantined": report.quarantined}
        line = _("已读取 %(read)s，接收 %(accepted)s，隔离 %(quarantined)s") % counts
        if self.stderr.isatty():
            self.stderr.write(f"\r{line}", ending="")
        else:
            self.stderr.write(line)
        self.stderr.flush()

    def _summary(self, report: Report) -> None:
        rows = [
            (_("读取"), report.read),
            (_("接收"), report.accepted),
            (_("隔离"), report.quarantined),
            (_("未变"), report.unchanged),
        ]
        for word, count in rows:
            self.stdout.write(f"{word}\t{count:>9,}")
        for reason, count in report.reasons.most_common():
            self.stdout.write(f"  {reason} {Entry.Reason(reason).label}\t{count:>9,}")
        for entry in report.entries:
            self.stdout.write("\t".join(entry[name] for name in ("path", "reason", "field", "detail")))
        if (unlisted := report.quarantined - len(report.entries)) > 0:
            self.stdout.write(_("另有 %(count)s 份，见后台“条目”。") % {"count": unlisted})
