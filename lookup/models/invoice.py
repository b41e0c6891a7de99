"""The record of an accepted invoice. Only lookup/records.py writes it."""
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Right
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from invoice_portal.accounts.models import Taxpayer

from .entry import Entry
from .party_name import PartyName


class Invoice(models.Model):
    """One accepted invoice.

    Validity, conflict and file are three facts kept apart; the status people see is derived
    from them in lookup/status.py.
    """

    class Validity(models.TextChoices):
        NORMAL = "NORMAL", _("正常")
        PARTLY_REVERSED = "PARTLY_REVERSED", _("部分红冲")
        REVERSED = "REVERSED", _("已红冲")
        VOIDED = "VOIDED", _("已作废")

    number = models.CharField(_("发票号码"), max_length=20)
    #: 10 or 12 digits on older invoices; empty for 数电票.
    code = models.CharField(_("发票代码"), max_length=12, blank=True, default="")
    kind = models.CharField(_("票种"), max_length=2, blank=True)
    issue_date = models.DateField(_("开票日期"))
    issued_at = models.DateTimeField(_("开票时间"), null=True, blank=True)

    #: None where the document names no tax ID (a natural person; a railway ticket has no seller).
    seller = models.ForeignKey(
        Taxpayer, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("销售方")
    )
    buyer = models.ForeignKey(
        Taxpayer, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("购买方")
    )
    #: As printed, which may differ from the registered name.
    seller_name = models.ForeignKey(
        PartyName, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("销售方名称")
    )
    buyer_name = models.ForeignKey(
        PartyName, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("购买方名称")
    )
    #: Addresses, phones, banks of both as printed: {"seller": {"address": …}, "buyer": {…}}.
    contacts = models.JSONField(_("联系信息"), default=dict)
    #: Personal if the buyer has no tax ID or an identity number, else enterprise (个人/企业).
    personal = models.BooleanField(_("个人"), default=False)

    amount = models.DecimalField(_("金额"), max_digits=18, decimal_places=2, null=True)
    tax = models.DecimalField(_("税额"), max_digits=18, decimal_places=2, null=True)
    total = models.DecimalField(_("价税合计"), max_digits=18, decimal_places=2)
    #: [{"name", "spec", "unit", "quantity", "price", "amount", "tax_rate", "tax", "tax_code"}], decimals as text.
    lines = models.JSONField(_("明细"), default=list)
    remark = models.TextField(_("备注"), blank=True)
    drawer = models.CharField(_("开票人"), max_length=60, blank=True)
    check_code = models.CharField(_("校验码"), max_length=20, blank=True)
    special = models.JSONField(_("特定业务信息"), default=dict)

    validity = models.CharField(_("有效性"), max_length=15, choices=Validity, default=Validity.NORMAL)
    validity_at = models.DateTimeField(_("有效性变更时间"), null=True, blank=True)
    validity_reason = models.TextField(_("有效性变更原因"), blank=True)
    #: The blue invoice that this red one reverses; the red one that reverses this; its replacement.
    red_of = models.CharField(_("被冲销的蓝字发票"), max_length=33, blank=True)
    reversed_by = models.CharField(_("红字发票"), max_length=33, blank=True)
    replaced_by = models.CharField(_("替代发票"), max_length=33, blank=True)
    #: Empty, or what is incomplete or contradicted: "MISSING_FIELD", "DUPLICATE_DIFFERS", "REPORTED".
    conflict = models.CharField(_("异常"), max_length=20, blank=True)
    #: What exactly: {"fields": […], …}.
    conflict_detail = models.JSONField(_("异常内容"), default=dict, blank=True)
    #: Whether the PDF of the present version is made and stored.
    pdf_made = models.BooleanField(_("已生成 PDF"), default=False)

    entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("来源条目")
    )
    #: Grows by one with each correction; a PDF belongs to one version.
    version = models.PositiveIntegerField(_("版本"), default=1)
    accepted_at = models.DateTimeField(_("入库时间"), auto_now_add=True)
    changed_at = models.DateTimeField(_("变更时间"), auto_now=True)

    class Meta:
        verbose_name = _("发票")
        verbose_name_plural = pgettext_lazy("plural", "发票")
        constraints = [
            models.UniqueConstraint(fields=["number", "code"], name="invoice_number_once"),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(tax=None) | Q(total=F("amount") + F("tax")), name="invoice_sums_agree"
            ),
        ]
        indexes = [
            models.Index(fields=["seller", "-issue_date", "-id"], name="invoice_seller_date"),
            models.Index(fields=["buyer", "-issue_date", "-id"], name="invoice_buyer_date"),
            models.Index(fields=["seller", "buyer", "-issue_date", "-id"], name="invoice_seller_buyer"),
            models.Index(fields=["buyer", "seller", "-issue_date", "-id"], name="invoice_buyer_seller"),
            # Whose names a taxpayer's invoices bear: without dates, so that they stay small.
            models.Index(fields=["seller", "buyer_name"], name="invoice_sold_to"),
            models.Index(fields=["buyer", "seller_name"], name="invoice_bought_from"),
            models.Index(fields=["seller", "seller_name"], name="invoice_sold_as"),
            models.Index(fields=["buyer", "buyer_name"], name="invoice_bought_as"),
            # What changed lately.
            models.Index(fields=["buyer", "-changed_at", "-id"], name="invoice_buyer_changed"),
            models.Index(fields=["seller", "-changed_at", "-id"], name="invoice_seller_changed"),
            # Without a number people know the amount, or the last eight digits.
            models.Index(fields=["total"], name="invoice_total"),
            models.Index(Right("number", 8), name="invoice_tail"),
            # Made out by name alone: whose they are is asked by the name.
            models.Index(fields=["buyer_name", "-issue_date"], condition=Q(buyer=None), name="invoice_unidentified"),
            # Which red invoices reverse this one: few rows have it.
            models.Index(fields=["red_of"], condition=Q(red_of__gt=""), name="invoice_red_of"),
        ]

    def __str__(self):
        return self.slug

    @property
    def slug(self) -> str:
        """The invoice's part of its address: ``number``, or ``code-number`` for an older one."""
        return f"{self.code}-{self.number}" if self.code else self.number
