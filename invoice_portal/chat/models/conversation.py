"""Conversations between a taxpayer's operator, the automatic helper and the bureau's agents."""
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from invoice_portal.accounts.models import Operator
from invoice_portal.attachments.models import Attachment
from lookup.models import Trace


class Conversation(models.Model):
    """One question and what followed, over days and devices. Its state changes only through ``moving``."""

    class State(models.TextChoices):
        HELPER = "HELPER", _("自动助手接待")
        WAITING = "WAITING", _("等待人工")
        TAKEN = "TAKEN", _("人工接待中")
        CLOSED = "CLOSED", _("已结束")

    OPEN = [State.HELPER, State.WAITING, State.TAKEN]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("咨询编号"), max_length=24, unique=True)
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="conversations", verbose_name=_("操作员"))
    #: Two-digit region whose agents see it; "": everyone's.
    region = models.CharField(_("地区"), max_length=2, blank=True)
    state = models.CharField(_("状态"), max_length=7, choices=State, default=State.HELPER)
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("客服")
    )
    #: The page it was begun on (its path alone), and the trace that stood there.
    from_page = models.CharField(max_length=200, blank=True)
    trace = models.ForeignKey(Trace, models.SET_NULL, null=True, blank=True, related_name="+")
    begun_at = models.DateTimeField(_("开始时间"), default=timezone.now)
    waiting_since = models.DateTimeField(_("等待人工起"), null=True, blank=True)
    last_at = models.DateTimeField(_("最近消息"), default=timezone.now)
    last_number = models.PositiveIntegerField(default=0)
    #: Numbers of the last messages that each side has seen.
    person_read = models.PositiveIntegerField(default=0)
    agent_read = models.PositiveIntegerField(default=0)
    #: Up to which message the person was told by a notice that an answer is there.
    told_up_to = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)
    rating = models.PositiveSmallIntegerField(_("评分"), null=True, blank=True)
    rating_text = models.CharField(_("评价"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("咨询")
        verbose_name_plural = _("咨询")
        constraints = [
            models.CheckConstraint(condition=~Q(state="TAKEN") | Q(agent__isnull=False), name="taken_chat_has_agent"),
            models.CheckConstraint(
                condition=~Q(state="WAITING") | Q(waiting_since__isnull=False), name="waiting_chat_knows_since_when"
            ),
            models.CheckConstraint(condition=Q(rating=None) | Q(rating__range=(1, 5)), name="rating_is_one_to_five"),
            models.CheckConstraint(
                condition=Q(person_read__lte=models.F("last_number"), agent_read__lte=models.F("last_number")),
                name="nothing_is_read_before_it_is_said",
            ),
        ]
        indexes = [
            models.Index(fields=["operator", "-last_at", "-id"], name="chat_own"),
            models.Index(fields=["waiting_since", "id"], condition=Q(state="WAITING"), name="chat_waiting"),
            models.Index(fields=["-last_at", "-id"], name="chat_latest"),
            models.Index(fields=["agent", "-last_at"], condition=Q(state="TAKEN"), name="chat_taken"),
        ]

    def __str__(self):
        return self.reference


class Message(models.Model):
    """What was said; numbered from 1 without a gap. ``card`` is what the helper or an agent attached to it."""

    class Author(models.TextChoices):
        PERSON = "PERSON", _("您")
        HELPER = "HELPER", _("自动助手")
        AGENT = "AGENT", _("客服")
        SYSTEM = "SYSTEM", _("系统")
        #: Among agents; never shown to the person.
        NOTE = "NOTE", _("内部备注")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="messages")
    number = models.PositiveIntegerField()
    author = models.CharField(max_length=6, choices=Author)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    card = models.JSONField(default=dict)
    files = models.ManyToManyField(Attachment, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["conversation", "number"], name="message_number_once")]


class CannedAnswer(models.Model):
    """A text that agents begin an answer from, in both languages."""

    name = models.CharField(_("名称"), max_length=60)
    text = models.TextField(_("正文"), max_length=1000)
    text_en = models.TextField(_("正文（英文）"), max_length=1500)
    place = models.PositiveSmallIntegerField(_("排序"), default=100)
    active = models.BooleanField(_("启用"), default=True)

    class Meta:
        verbose_name = _("常用答复")
        verbose_name_plural = _("常用答复")
        ordering = ["place", "id"]

    def __str__(self):
        return self.name
