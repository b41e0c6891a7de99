"""Watches (关注): "tell me when this number arrives"."""
import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from invoice_portal.accounts.models import Operator, Taxpayer

from .trace import Trace

_WATCHING = Q(state="WATCHING")


class Watch(models.Model):
    """One operator waits for one number. Told by notices, each of which goes out once."""

    class State(models.TextChoices):
        WATCHING = "WATCHING", _("关注中")
        TOLD = "TOLD", _("已通知")
        ENDED = "ENDED", _("已停止")

    class Told(models.TextChoices):
        BATCH_OVERDUE = "BATCH_OVERDUE", _("批次迟到")
        QUARANTINED = "QUARANTINED", _("已送达，未通过校验")
        WRONG_TITLE = "WRONG_TITLE", _("已送达，抬头不符")
        ACCEPTED = "ACCEPTED", _("已入库")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    taxpayer = models.ForeignKey(Taxpayer, models.PROTECT, related_name="+", db_index=False)
    #: Who waits and is told, within their scopes; a colleague has a watch of their own.
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="+", db_index=False)
    #: As it will arrive: ``lookup.watches.key``.
    number = models.CharField(_("发票号码"), max_length=20)
    code = models.CharField(_("发票代码"), max_length=12, blank=True)
    #: The answer it was begun from, whose question is asked again; None: the number alone.
    trace = models.ForeignKey(Trace, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    #: Issue date and region, as far as that question tells them: by them a batch is found to be overdue.
    issue_date = models.DateField(_("开票日期"), null=True, blank=True)
    region = models.CharField(_("地区"), max_length=2, blank=True)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.WATCHING)
    #: The last that its operator knows: told by a notice, or (``told_at`` None) seen in the trace it began from.
    told_as = models.CharField(_("告知内容"), max_length=13, choices=Told, blank=True)
    told_at = models.DateTimeField(_("通知时间"), null=True, blank=True)
    created_at = models.DateTimeField(_("开始时间"), default=timezone.now)
    #: When its question was last asked again.
    looked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("关注")
        verbose_name_plural = _("关注")
        constraints = [
            models.UniqueConstraint(fields=["operator", "number", "code"], condition=_WATCHING, name="watched_once"),
            models.CheckConstraint(
                condition=~Q(state="TOLD") | (Q(told_at__isnull=False) & ~Q(told_as="")), name="watch_told_as_something"
            ),
        ]
        indexes = [
            models.Index(fields=["operator", "state", "-created_at", "-id"], name="watch_list"),
            # What arrives is looked for by its number.
            models.Index(fields=["number", "code"], condition=_WATCHING, name="watch_number"),
            models.Index(fields=["taxpayer"], condition=_WATCHING, name="watch_taxpayer"),
            # The sweeper goes round by the id, and asks which issue dates are waited for.
            models.Index(fields=["id"], condition=_WATCHING, name="watch_round"),
            models.Index(fields=["region", "issue_date"], condition=_WATCHING & Q(told_as=""), name="watch_day"),
        ]

    @property
    def slug(self) -> str:
        return f"{self.code}-{self.number}" if self.code else self.number
