from django.apps import AppConfig


class GatewayConfig(AppConfig):
    name = "invoice_portal.gateway"
    label = "gateway"
    verbose_name = "短信与邮件"
