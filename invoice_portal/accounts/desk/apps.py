"""The admin as this portal runs it; named in INSTALLED_APPS in place of Django's own."""
from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "invoice_portal.accounts.desk.site.Desk"
