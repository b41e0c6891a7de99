from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class LookupConfig(AppConfig):
    name = "lookup"
    verbose_name = pgettext_lazy("plural", "发票")

    def ready(self):
        from . import judging_papers  # noqa: F401 - tells /verify/ what became of papers
        from .help import checks, parts  # noqa: F401 - write the parts of help that are look-up's
