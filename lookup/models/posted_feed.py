"""Zips of batches that sources post: the row says that reading is owed, a worker pays."""
import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .source import Source


class PostedFeed(models.Model):
    """One zip and what became of its batches. The file goes after some days, the row and the report stay."""

    class State(models.TextChoices):
        WAITING = "WAITING", _("等待读取")
        READING = "READING", _("正在读取")
        DONE = "DONE", _("已读取")
        FAILED = "FAILED", _("读取失败")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("来源"))
    #: SHA-256 of the zip: the same bytes posted again are the same row.
    digest = models.CharField(max_length=64)
    #: Random name in the storage; "" when the file is gone.
    name = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(_("大小"))
    state = models.CharField(_("状态"), max_length=7, choices=State, default=State.WAITING)
    #: Why it failed, a text of the catalogue (lookup.detail_words).
    detail = models.TextField(_("说明"), blank=True)
    #: A report for each batch, as ``import_feed`` prints it.
    batches = models.JSONField(_("批次"), default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    posted_at = models.DateTimeField(_("收到时间"), default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(_("读取时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("接口送达")
        verbose_name_plural = pgettext_lazy("plural", "接口送达")
        constraints = [models.UniqueConstraint(fields=["source", "digest"], name="posted_feed_once")]
        indexes = [
            models.Index(fields=["posted_at"], condition=Q(state__in=["WAITING", "READING"]), name="posted_owed"),
            models.Index(fields=["posted_at"], condition=~Q(name=""), name="posted_kept"),
        ]
