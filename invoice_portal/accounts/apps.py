from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "invoice_portal.accounts"
    label = "accounts"
    verbose_name = _("纳税人与账户")
