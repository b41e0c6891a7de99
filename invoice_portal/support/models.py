"""Notices (通知) to taxpayers, and their delivery by SMS or e-mail."""
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from invoice_portal.accounts.models import Operator, Taxpayer
from invoice_portal.sealed.fields import SealedField


class Notice(models.Model):
    """One message to a taxpayer, shown once in the portal. Its words are made from kind and params."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    taxpayer = models.ForeignKey(Taxpayer, models.PROTECT, related_name="notices")
    #: Who it is for in particular (the applicant); None: everyone of the taxpayer.
    operator = models.ForeignKey(Operator, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("类型"), max_length=40)
    params = models.JSONField(default=dict)
    #: Address inside the portal that the notice leads to.
    link = models.CharField(max_length=200, blank=True)
    #: The same fact never makes two notices.
    dedupe_key = models.CharField(max_length=100, unique=True)
    created_at = models.DateTimeField(_("时间"), default=timezone.now)
    read_at = models.DateTimeField(_("已读时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("通知")
        verbose_name_plural = _("通知")
        indexes = [
            models.Index(fields=["taxpayer", "-created_at", "-id"], name="notice_taxpayer"),
            models.Index(fields=["taxpayer"], condition=models.Q(read_at=None), name="notice_unread"),
        ]


class NoticeDelivery(models.Model):
    """A notice owed by SMS or e-mail: the row is the debt, the task only pays it."""

    class State(models.TextChoices):
        OWED = "OWED", _("待发送")
        SENT = "SENT", _("已发送")
        FAILED = "FAILED", _("发送失败")

    #: Also the gateway's idempotency key.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.CharField(_("渠道"), max_length=5, choices=[("SMS", _("短信")), ("EMAIL", _("邮件"))])
    to = SealedField(_("收件人"))
    state = models.CharField(_("状态"), max_length=6, choices=State, default=State.OWED)
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    next_try_at = models.DateTimeField(_("下次尝试"), default=timezone.now)
    error = models.TextField(_("错误"), blank=True)
    sent_at = models.DateTimeField(_("发送时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("通知发送")
        verbose_name_plural = _("通知发送")
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="one_delivery_per_channel")]
        indexes = [models.Index(fields=["next_try_at"], condition=models.Q(state="OWED"), name="delivery_owed")]


class NoticeChoice(models.Model):
    """How one person wants to be told of one kind of notice (``kinds.KINDS``). Without a row: SMS alone."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    sms = models.BooleanField(_("短信"))
    email = models.BooleanField(_("邮件"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="one_notice_choice_per_kind")]


class HelpSearch(models.Model):
    """What was searched for in help, how often, and whether anything was found. Nobody's: words and days only."""

    language = models.CharField(_("语言"), max_length=10)
    words = models.CharField(_("搜索的词"), max_length=60)
    times = models.PositiveIntegerField(_("次数"), default=1)
    found = models.PositiveSmallIntegerField(_("找到的文章"))
    first_on = models.DateField(_("首次"))
    last_on = models.DateField(_("最近"), db_index=True)

    class Meta:
        verbose_name = _("帮助搜索")
        verbose_name_plural = _("帮助搜索")
        constraints = [models.UniqueConstraint(fields=["language", "words"], name="one_row_per_help_search")]
        indexes = [models.Index(fields=["-times", "-id"], name="help_search_times")]


class HelpOpinion(models.Model):
    """How many found an article helpful in a month, and how many did not."""

    slug = models.CharField(_("文章"), max_length=60)
    language = models.CharField(_("语言"), max_length=10)
    month = models.DateField(_("月份"))
    helpful = models.PositiveIntegerField(_("有帮助"), default=0)
    unhelpful = models.PositiveIntegerField(_("没有帮助"), default=0)

    class Meta:
        verbose_name = _("帮助评价")
        verbose_name_plural = _("帮助评价")
        constraints = [models.UniqueConstraint(fields=["slug", "language", "month"], name="one_row_per_help_opinion")]
        indexes = [models.Index(fields=["-month", "-unhelpful", "-id"], name="help_opinion_worst")]
