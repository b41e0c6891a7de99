"""Rights that operators asked their administrator for."""
import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from invoice_portal.accounts.models import Operator

from .trace import Trace


class RightRequest(models.Model):
    """One right that an operator lacks, asked for from a trace; the taxpayer's administrator decides."""

    class Right(models.TextChoices):
        PURCHASES = "purchases", _("可看进项")
        SALES = "sales", _("可看销项")
        APPLY = "apply", _("可提交申请")

    class State(models.TextChoices):
        PENDING = "PENDING", _("等待决定")
        GRANTED = "GRANTED", _("已开通")
        DECLINED = "DECLINED", _("未同意")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="+")
    right = models.CharField(_("权限"), max_length=9, choices=Right)
    trace = models.ForeignKey(Trace, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.PENDING)
    asked_at = models.DateTimeField(_("时间"), default=timezone.now)
    #: Who decided, as the administrator they were then.
    decided_by = models.ForeignKey(Operator, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("权限申请")
        verbose_name_plural = _("权限申请")
        constraints = [
            models.UniqueConstraint(
                fields=["operator", "right"], condition=Q(state="PENDING"), name="right_asked_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="PENDING", decided_at=None, decided_by=None)
                | (~Q(state="PENDING") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="right_decided_by_someone",
            ),
        ]
