"""Traces (追踪): every question "where is this invoice?" with its answer, kept as it was given."""
import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from invoice_portal.accounts.models import Operator, Taxpayer


class Trace(models.Model):
    """One question and its answer. Never changed: what was missing then stays told, whatever comes later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    taxpayer = models.ForeignKey(Taxpayer, models.PROTECT, related_name="+")
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="+")
    #: What was asked, cleaned, in the names of ``POST trace/``.
    asked = models.JSONField(default=dict)
    number = models.CharField(_("发票号码"), max_length=20, blank=True)
    code = models.CharField(_("发票代码"), max_length=12, blank=True)
    cause = models.CharField(_("原因"), max_length=20)
    #: The verdict in figures and codes, worded in the reader's language when it is shown (lookup.trace.wording).
    verdict = models.JSONField(default=dict)
    as_of = models.DateTimeField(_("时间"), default=timezone.now)

    class Meta:
        verbose_name = _("追踪")
        verbose_name_plural = pgettext_lazy("plural", "追踪")
        indexes = [
            models.Index(fields=["taxpayer", "number", "code", "-as_of"], name="trace_of_number"),
            models.Index(fields=["taxpayer", "-as_of"], name="trace_taxpayer"),
        ]
