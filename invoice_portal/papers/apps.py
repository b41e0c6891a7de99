from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    name = "invoice_portal.papers"
    label = "papers"
    verbose_name = _("文件核验")

    def ready(self):
        from . import checks  # noqa: F401 - registers them
