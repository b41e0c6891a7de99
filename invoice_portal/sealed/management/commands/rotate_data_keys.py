"""Seals personal data anew by the first of DATA_KEYS; afterwards the others can be taken out."""
from django.utils.translation import gettext as _

from invoice_portal.command import PortalCommand, offer_json
from invoice_portal.sealed.resealing import reseal_all, sealed_models


class Command(PortalCommand):
    help = __doc__

    def add_arguments(self, parser):
        offer_json(parser)

    def handle(self, **options):
        done = {model._meta.label: reseal_all(model) for model in sealed_models()}
        line = _("%(model)s：%(count)s 行已用新密钥加密")
        words = [line % {"model": model, "count": count} for model, count in done.items()]
        self.answer(done, "\n".join(words), as_json=options["json"])
