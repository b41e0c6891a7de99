from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChatConfig(AppConfig):
    name = "invoice_portal.chat"
    label = "chat"
    verbose_name = _("在线咨询")
