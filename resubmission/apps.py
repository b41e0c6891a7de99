from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResubmissionConfig(AppConfig):
    name = "resubmission"
    verbose_name = _("申请")
