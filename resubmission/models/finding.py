"""Findings of the pre-review (预审): advice to the clerk, never a refusal."""
from django.db import models
from django.utils.translation import gettext_lazy as _

from .application import Application
from .evidence import Evidence


class Finding(models.Model):
    class Severity(models.TextChoices):
        INFO = "INFO", _("提示")
        WARNING = "WARNING", _("注意")
        SERIOUS = "SERIOUS", _("严重")

    application = models.ForeignKey(Application, models.CASCADE, related_name="findings")
    rule = models.CharField(_("规则"), max_length=40)
    severity = models.CharField(_("程度"), max_length=8, choices=Severity)
    field = models.CharField(_("字段"), max_length=40, blank=True)
    claimed = models.TextField(_("申请所填"), blank=True)
    found = models.TextField(_("核对所得"), blank=True)
    evidence = models.ForeignKey(Evidence, models.CASCADE, null=True, blank=True, related_name="findings")
    found_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("预审发现")
        verbose_name_plural = _("预审发现")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["rule", "application"], name="finding_rule"),
            models.Index(fields=["severity", "application"], name="finding_severity"),
        ]
