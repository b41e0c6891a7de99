"""Batches (批次): what a source delivered, and what its manifest said beside the invoices."""
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .source import Source


class Batch(models.Model):
    """One delivery of a source: a numbered feed batch, or loose documents (number None)."""

    class State(models.TextChoices):
        #: Begun and not ended: the same delivery again goes on with it.
        READING = "READING", _("读取中")
        READ = "READ", _("已读取")
        REFUSED = "REFUSED", _("已拒收")

    source = models.ForeignKey(Source, models.PROTECT, related_name="batches", verbose_name=_("来源"))
    number = models.PositiveIntegerField(_("批次号"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=7, choices=State, default=State.READ)
    #: Why it was refused whole.
    detail = models.TextField(_("说明"), blank=True)
    #: SHA-256 of what tells one delivery from another: the same again is the same row.
    digest = models.BinaryField(max_length=32, null=True, editable=False)
    #: When the source made it; with ``covers_to`` it tells the source's own delay.
    made_at = models.DateTimeField(_("制作时间"), null=True, blank=True)
    #: Half-open span of issue times that it completes.
    covers_from = models.DateTimeField(_("覆盖自"), null=True, blank=True)
    covers_to = models.DateTimeField(_("覆盖至"), null=True, blank=True)
    received_at = models.DateTimeField(_("收到时间"), auto_now_add=True)
    #: How many numbers its manifest announces; if any, its documents must be among them.
    announced_count = models.PositiveIntegerField(_("预告号码"), default=0)

    class Meta:
        verbose_name = _("批次")
        verbose_name_plural = pgettext_lazy("plural", "批次")
        constraints = [
            # A batch that was refused may come again, whole.
            models.UniqueConstraint(fields=["source", "number"], condition=Q(state="READ"), name="batch_once"),
            models.UniqueConstraint(fields=["source", "digest"], name="batch_delivery_once"),
            models.CheckConstraint(
                condition=Q(covers_from=None, covers_to=None) | Q(covers_from__lt=models.F("covers_to")),
                name="batch_span_is_not_empty",
            ),
        ]
        indexes = [models.Index(fields=["source", "state", "covers_to"], name="batch_covers")]

    def __str__(self):
        return f"{self.source.code} #{self.number or '-'}"


class Announcement(models.Model):
    """A number that a manifest announced, with the parties who may know of it before it comes."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    #: The batch that announced it first.
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="announcements")
    number = models.CharField(_("发票号码"), max_length=20)
    code = models.CharField(_("发票代码"), max_length=12, blank=True)
    seller_tax_id = models.CharField(max_length=20, blank=True)
    buyer_tax_id = models.CharField(max_length=20, blank=True)
    #: Number of the earliest batch that named each party: what it said stands, in whatever order batches are read.
    seller_said_in = models.PositiveIntegerField(null=True, editable=False)
    buyer_said_in = models.PositiveIntegerField(null=True, editable=False)
    announced_at = models.DateTimeField(auto_now_add=True)
    #: When an entry of this number came, accepted or not; None: still on its way.
    arrived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "number", "code"], name="announced_once")]
        indexes = [
            models.Index(fields=["number", "code"], name="announcement_number"),
            models.Index(
                fields=["buyer_tax_id", "-id"], condition=Q(arrived_at=None), name="announcement_buyer_awaits"
            ),
            models.Index(
                fields=["seller_tax_id", "-id"], condition=Q(arrived_at=None), name="announcement_seller_awaits"
            ),
        ]


class Change(models.Model):
    """A change of an invoice's status that a manifest reported; it waits for the record if there is none yet."""

    class Status(models.TextChoices):
        VOIDED = "VOIDED", _("已作废")
        PARTLY_REVERSED = "PARTLY_REVERSED", _("部分红冲")
        REVERSED = "REVERSED", _("已红冲")
        ABNORMAL = "ABNORMAL", _("异常")

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="changes")
    number = models.CharField(_("发票号码"), max_length=20)
    code = models.CharField(_("发票代码"), max_length=12, blank=True)
    status = models.CharField(_("状态"), max_length=15, choices=Status)
    at = models.DateTimeField(_("时间"))
    #: The red invoice, and the replacement, as ``number`` or ``code-number``.
    by = models.CharField(max_length=33, blank=True)
    replaced_by = models.CharField(max_length=33, blank=True)
    reason = models.TextField(_("原因"), blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number", "code", "status"], name="change_once_per_batch")
        ]
        indexes = [models.Index(fields=["number", "code"], condition=Q(applied_at=None), name="change_waits")]
