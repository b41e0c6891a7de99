from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GatewayConfig(AppConfig):
    name = "invoice_portal.gateway"
    label = "gateway"
    verbose_name = _("短信与邮件")
