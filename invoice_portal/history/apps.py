from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "invoice_portal.history"
    label = "history"
    verbose_name = "变更记录"
