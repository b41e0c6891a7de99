"""Proves the history of events, or names the first link that does not hold."""
from dataclasses import asdict

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from invoice_portal.command import PortalCommand, offer_json
from invoice_portal.history.verifying import verify


class Command(PortalCommand):
    help = __doc__

    def add_arguments(self, parser):
        offer_json(parser)

    def handle(self, **options):
        proof = verify()
        said = _("共 %(events)s 条变更记录，首尾相连，末条摘要 %(head)s；另有 %(unsealed)s 条待封存。")
        if proof.broken is None or options["json"]:
            document = {"ok": proof.broken is None} | asdict(proof)
            self.answer(document, said % asdict(proof), as_json=options["json"])
        if proof.broken:
            where = asdict(proof.broken) | {"event": proof.broken.event or "-"}
            raise CommandError(_("第 %(position)s 环断开（变更记录 %(event)s）：%(why)s") % where)
