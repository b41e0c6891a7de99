from django.apps import AppConfig


class ResubmissionConfig(AppConfig):
    name = "resubmission"
    verbose_name = "申请"
