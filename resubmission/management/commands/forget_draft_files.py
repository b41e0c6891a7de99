"""Removes the files of drafts that nobody has touched for a month; the scheduler does it by itself four times a day."""
from datetime import timedelta

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from invoice_portal.command import PortalCommand, offer_json
from resubmission.unused_drafts import KEPT, forget_files


class Command(PortalCommand):
    help = f"{__doc__} What was ever handed in is never touched."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=KEPT.days, help="untouched for so many days; 1 to 3650")
        parser.add_argument("--dry-run", action="store_true", help="say what would go, and remove nothing")
        offer_json(parser)

    def handle(self, *, days, dry_run, **options):
        if not 1 <= days <= 3650:
            raise CommandError(_("--days 应在 1 到 3650 之间。"))
        found = forget_files(after=timedelta(days=days), dry_run=dry_run)
        drafts = [
            {"application": str(one.application.pk), "untouched_since": one.application.touched_at.isoformat(),
             "files": one.names, "size": one.size}
            for one in found
        ]  # fmt: skip
        files, size = sum(len(one.names) for one in found), sum(one.size for one in found)
        text = _("将清除 %(drafts)s 份草稿的 %(files)s 个文件（%(size)s 字节）。") if dry_run else _(
            "已清除 %(drafts)s 份草稿的 %(files)s 个文件（%(size)s 字节）。"
        )
        said = text % {"drafts": len(found), "files": files, "size": size}
        self.answer({"dry_run": dry_run, "drafts": drafts, "files": files, "size": size}, said, as_json=options["json"])
