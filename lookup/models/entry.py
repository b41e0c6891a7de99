"""Entries (条目): every invoice of a batch as it came."""
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .batch import Batch
from .source import Source


class Entry(models.Model):
    """One invoice inside a batch, kept as it came. Nothing that arrived is ever dropped."""

    class State(models.TextChoices):
        ACCEPTED = "ACCEPTED", _("已接收")
        QUARANTINED = "QUARANTINED", _("已隔离")
        SUPERSEDED = "SUPERSEDED", _("已被取代")

    class Reason(models.TextChoices):
        UNREADABLE = "UNREADABLE", _("无法读取")
        MISSING_FIELD = "MISSING_FIELD", _("缺少字段")
        BAD_NUMBER = "BAD_NUMBER", _("发票号码有误")
        BAD_BUYER_ID = "BAD_BUYER_ID", _("购买方识别号有误")
        BAD_SELLER_ID = "BAD_SELLER_ID", _("销售方识别号有误")
        BAD_DATE = "BAD_DATE", _("开票日期有误")
        AMOUNTS_DISAGREE = "AMOUNTS_DISAGREE", _("金额与税额、价税合计不符")
        LINES_DISAGREE = "LINES_DISAGREE", _("明细与合计不符")
        DUPLICATE_DIFFERS = "DUPLICATE_DIFFERS", _("与已接收的记录不一致")
        NOT_IN_MANIFEST = "NOT_IN_MANIFEST", _("不在清单中")

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="entries", verbose_name=_("批次"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("来源"))
    #: Path of the file, and inside archives of the member, it came as.
    path = models.CharField(_("文件"), max_length=500)
    #: SHA-256 of ``raw``: the same bytes from the same source are one entry.
    digest = models.BinaryField(max_length=32)
    raw = models.BinaryField()
    state = models.CharField(_("状态"), max_length=11, choices=State)
    reason = models.CharField(_("隔离原因"), max_length=20, choices=Reason, blank=True)
    #: The field that failed the check, and what was found there.
    field = models.CharField(_("字段"), max_length=40, blank=True)
    detail = models.TextField(_("说明"), blank=True)
    #: What was read, as far as it could be (decides who may be told of a quarantined entry).
    number = models.CharField(_("发票号码"), max_length=20, blank=True)
    code = models.CharField(_("发票代码"), max_length=12, blank=True)
    seller_tax_id = models.CharField(_("销售方识别号"), max_length=20, blank=True)
    buyer_tax_id = models.CharField(_("购买方识别号"), max_length=20, blank=True)
    read = models.JSONField(_("读取的内容"), default=dict)
    arrived_at = models.DateTimeField(_("到达时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("条目")
        verbose_name_plural = pgettext_lazy("plural", "条目")
        constraints = [
            models.UniqueConstraint(fields=["source", "digest"], name="entry_once"),
            models.CheckConstraint(
                condition=models.Q(state="QUARANTINED") ^ models.Q(reason=""), name="entry_quarantined_has_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["number", "code"], name="entry_number"),
            models.Index(fields=["reason", "-id"], condition=models.Q(state="QUARANTINED"), name="entry_quarantine"),
            # What was refused under a taxpayer's name.
            models.Index(fields=["buyer_tax_id", "-id"], condition=models.Q(state="QUARANTINED"), name="entry_buyer"),
            models.Index(fields=["seller_tax_id", "-id"], condition=models.Q(state="QUARANTINED"), name="entry_seller"),
            # Whoever has the file holds the invoice.
            models.Index(fields=["digest"], name="entry_digest"),
        ]

    def __str__(self):
        return self.number or self.path
