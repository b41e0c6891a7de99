from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficeConfig(AppConfig):
    name = "invoice_portal.office"
    label = "office"
    verbose_name = _("办公时间与联系方式")
