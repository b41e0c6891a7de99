from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResubmissionConfig(AppConfig):
    name = "resubmission"
    verbose_name = _("申请")

    def ready(self):
        from lookup.trace.neighbours import register_applications

        from .open_for_trace import open_applications, state_label

        register_applications(open_applications, state_label=state_label)
