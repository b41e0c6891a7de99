"""Deletes what is past its time, as the scheduler does every day; with --dry-run only says what would go."""
from django.utils.translation import gettext as _

from invoice_portal.command import PortalCommand, offer_json
from invoice_portal.privacy.retention import BY_CODE, run


class Command(PortalCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count, and delete nothing")
        offer_json(parser)

    def handle(self, **options):
        done = run(dry_run=options["dry_run"])
        line = _("%(rule)s：保留 %(days)s 天，到期 %(count)s 行") if options["dry_run"] else _(
            "%(rule)s：保留 %(days)s 天，已删除 %(count)s 行"
        )
        words = [line % {"rule": c, "days": BY_CODE[c].period.days, "count": n} for c, n in done.items()]
        self.answer({"dry_run": options["dry_run"], "rows": done}, "\n".join(words), as_json=options["json"])
