from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    name = "invoice_portal.support"
    label = "support"
    verbose_name = _("通知与服务")
