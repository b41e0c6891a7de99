from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResubmissionConfig(AppConfig):
    name = "resubmission"
    verbose_name = _("申请")

    def ready(self):
        from django.conf import settings

        from invoice_portal.health import watch
        from lookup.news.decisions import register_decisions
        from lookup.trace.neighbours import register_applications

        from . import help_parts  # noqa: F401 - writes the part of help that is about applications
        from .lately_decided import lately_decided
        from .letters import judging  # noqa: F401 - judges the letters at /verify/
        from .open_for_trace import open_applications, state_label
        from .scanning.clamd import check_address
        from .scanning.standing import trouble

        register_applications(open_applications, state_label=state_label)
        register_decisions(lately_decided)
        if settings.CLAMD_URL:
            check_address(settings.CLAMD_URL)
        watch("scanner", trouble)
