"""Files that people give to be read and traced: the row says that reading is owed, a worker pays."""
import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from invoice_portal.accounts.models import Operator, Taxpayer


class ReadDocument(models.Model):
    """One file and what was read from it; goes after a few days, file and all."""

    class State(models.TextChoices):
        WAITING = "WAITING", _("等待读取")
        READING = "READING", _("正在读取")
        DONE = "DONE", _("已读取")
        FAILED = "FAILED", _("读取失败")

    class Failure(models.TextChoices):
        """Why nothing could be read, where it is not the document that says so."""

        TIME_LIMIT = "TIME_LIMIT", _("读取用时过长，已停止。请改用 XML、OFD 文件，或清晰的单页图片。")
        MEMORY_LIMIT = "MEMORY_LIMIT", _("读取占用内存过多，已停止。请缩小图片或拆分文件后再试。")
        TOO_MANY = "TOO_MANY", _("文件里的发票过多。请拆分后上传；表格请用批量查询。")
        KILLED = "KILLED", _("多次读取都中断，已停止尝试。请换一种格式的文件，或手工填写。")
        LOST = "LOST", _("保存的文件已缺失或损坏。请重新上传。")
        FAULT = "FAULT", _("读取时出错，原因已记录。请换一种格式的文件，或手工填写。")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    taxpayer = models.ForeignKey(Taxpayer, models.PROTECT, related_name="+")
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="+")
    #: As the person's computer called it: text to show, never a path.
    original_name = models.CharField(_("文件名"), max_length=255)
    #: Random name in the storage; size in bytes and SHA-256 of the file.
    name = models.CharField(max_length=100, unique=True)
    size = models.PositiveIntegerField(_("大小"))
    digest = models.CharField(max_length=64)
    state = models.CharField(_("状态"), max_length=7, choices=State, default=State.WAITING)
    failure = models.CharField(_("原因"), max_length=12, choices=Failure, blank=True)
    #: One for each invoice found: {"document": as ``read_document`` prints it, "digest": SHA-256 of the member that it
    #: came in, "issued_at": the exact time of issue or null}.
    found = models.JSONField(default=list)
    #: The trace of each invoice found, by id, or null; none until first asked for.
    traces = models.JSONField(default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    uploaded_at = models.DateTimeField(_("上传时间"), default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(_("读取时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("待查文件")
        verbose_name_plural = pgettext_lazy("plural", "待查文件")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="FAILED") ^ models.Q(failure=""), name="read_document_failed_says_why"
            )
        ]
        indexes = [
            models.Index(
                fields=["uploaded_at"], condition=models.Q(state__in=["WAITING", "READING"]), name="read_document_owed"
            ),
            models.Index(fields=["operator", "-uploaded_at"], name="read_document_own"),
            models.Index(fields=["uploaded_at"], name="read_document_old"),
        ]
