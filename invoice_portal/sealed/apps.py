from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SealedConfig(AppConfig):
    name = "invoice_portal.sealed"
    label = "sealed"
    verbose_name = _("加密存储")
