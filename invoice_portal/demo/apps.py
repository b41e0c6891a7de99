from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "invoice_portal.demo"
    label = "demo"
