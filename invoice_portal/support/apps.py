from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    name = "invoice_portal.support"
    label = "support"
    verbose_name = _("通知与服务")

    def ready(self):
        from invoice_portal.accounts.changed import changed

        from .account_notices import tell

        changed.connect(tell, dispatch_uid="account_notices")
