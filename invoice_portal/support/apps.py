from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "invoice_portal.support"
    label = "support"
    verbose_name = "通知与服务"
