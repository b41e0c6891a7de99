"""Lists the SMS and e-mails that were given up, with why; with --retry REASON sends them all again."""
from django.utils.translation import gettext as _

from invoice_portal.command import PortalCommand, offer_json
from invoice_portal.support.models import NoticeDelivery
from invoice_portal.support.sending_again import given_up, send_again


def _told(row: NoticeDelivery) -> dict[str, str]:
    return {"id": str(row.pk), "channel": row.channel, "since": row.next_try_at.isoformat(), "error": row.error}


class Command(PortalCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--retry", metavar="REASON", default="", help="send them again; why, for the history")
        offer_json(parser)

    def handle(self, **options):
        rows = list(given_up()[:1000])
        told = [_told(row) for row in rows]
        again = send_again([row.pk for row in rows], by=None, reason=options["retry"]) if options["retry"] else 0
        words = [f"{row['id']} {row['channel']} {row['since']} {row['error']}" for row in told]
        words.append(_("%(failed)s 条发送失败，%(again)s 条重新发送") % {"failed": len(rows), "again": again})
        self.answer({"failed": told, "again": again}, "\n".join(words), as_json=options["json"])
