"""Ledgers (台账) that taxpayers have traced as a whole: the run, its rows, and the tables made of its result."""
import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from invoice_portal.accounts.models import Operator, Taxpayer

from .invoice import Invoice
from .trace import Trace


class LedgerRun(models.Model):
    """One uploaded ledger on its way through reading, mapping of columns and tracing."""

    class State(models.TextChoices):
        UPLOADED = "UPLOADED", _("等待读取")
        READING = "READING", _("正在读取")
        MAPPING = "MAPPING", _("等待确认各列")
        QUEUED = "QUEUED", _("排队中")
        TRACING = "TRACING", _("正在追踪")
        DONE = "DONE", _("已完成")
        FAILED = "FAILED", _("未能完成")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    taxpayer = models.ForeignKey(Taxpayer, models.PROTECT, related_name="+")
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="+")
    #: Asked by a program: its answers never look into the person's other taxpayers.
    by_api = models.BooleanField(default=False)
    #: What the operator could see when it was asked; who can no longer see as much does not see the answers.
    sees_purchases = models.BooleanField(default=False)
    sees_sales = models.BooleanField(default=False)

    file_name = models.CharField(_("文件名"), max_length=255)
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField(_("大小"))

    #: The bureau's own export, whose columns are known.
    recognised = models.BooleanField(default=False)
    sheet = models.CharField(max_length=255, blank=True)
    header = models.JSONField(default=list)
    sample_rows = models.JSONField(default=list)
    #: Field of ``read_document`` -> index of the column, from 0.
    columns = models.JSONField(default=dict)
    #: The side of rows that do not name the taxpayer: "purchases", "sales", or "" if nobody knows.
    side = models.CharField(max_length=9, blank=True)

    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.UPLOADED)
    #: None until the rows are laid out.
    rows_total = models.PositiveIntegerField(_("行数"), null=True, blank=True)
    rows_done = models.PositiveIntegerField(_("已追踪"), default=0)
    #: Why it failed, in the words of the catalogue.
    error = models.TextField(blank=True)
    #: Control totals by month, as of ``finished_at`` (lookup.ledger.totals).
    totals = models.JSONField(default=list)

    created_at = models.DateTimeField(_("上传时间"), default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    #: When something last moved, and how often it has stood still since.
    moved_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("批量追踪")
        verbose_name_plural = _("批量追踪")
        constraints = [
            models.UniqueConstraint(fields=["operator"], condition=Q(state="TRACING"), name="ledger_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(rows_total=None, rows_done=0) | Q(rows_done__lte=models.F("rows_total")),
                name="ledger_done_is_within_total",
            ),
            models.CheckConstraint(condition=Q(state="FAILED") ^ Q(error=""), name="ledger_failed_says_why"),
        ]
        indexes = [
            models.Index(fields=["operator", "-created_at", "-id"], name="ledger_operator"),
            models.Index(
                fields=["moved_at"], condition=Q(state__in=["UPLOADED", "READING", "QUEUED", "TRACING"]),
                name="ledger_owed",
            ),
            models.Index(fields=["created_at"], name="ledger_age"),
        ]  # fmt: skip

    def __str__(self):
        return self.file_name


#: In place of a cause: a row that nobody can ask about.
UNREADABLE = "UNREADABLE"


class LedgerRow(models.Model):
    """One row of a ledger: what it says, and its answer. Ends in exactly one class, a cause or UNREADABLE."""

    run = models.ForeignKey(LedgerRun, models.CASCADE, related_name="rows", db_index=False)
    #: As the spreadsheet counts, from 1.
    row_number = models.PositiveIntegerField()
    #: What the row says of the invoice, in the fields of ``read_document``, where it says anything.
    said = models.JSONField(default=dict)
    #: What is asked of it, in the names of ``POST trace/``.
    asked = models.JSONField(default=dict)
    #: Empty until it is traced.
    cause = models.CharField(max_length=20, blank=True)
    problem = models.TextField(blank=True)
    #: What is found is kept here; every other answer is a trace, which outlives the ledger.
    verdict = models.JSONField(null=True)
    trace = models.ForeignKey(Trace, models.SET_NULL, null=True, related_name="+", db_index=False)

    #: For the control totals: where the row belongs, and its figures as far as they are said.
    side = models.CharField(max_length=9, blank=True)
    issue_date = models.DateField(null=True)
    voided = models.BooleanField(default=False)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    tax = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    total = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    #: The record that its trace saw.
    invoice = models.ForeignKey(Invoice, models.SET_NULL, null=True, related_name="+", db_index=False)
    #: Whether that record is counted for this row: in the same month, side and validity, and for no other row.
    tied = models.BooleanField(default=False)
    #: Whether the row makes the ledger's totals differ from the portal's.
    differs = models.BooleanField(default=True)
    #: The row that has the same record before this one.
    repeats = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "row_number"], name="ledger_row_once"),
            models.UniqueConstraint(fields=["run", "invoice"], condition=Q(tied=True), name="ledger_record_tied_once"),
            models.CheckConstraint(
                condition=Q(cause="", verdict=None, trace=None, problem="")
                | Q(cause="UNREADABLE") & ~Q(problem="")
                | ~Q(cause__in=["", "UNREADABLE"]) & Q(problem=""),
                name="ledger_row_is_of_one_class",
            ),
        ]
        indexes = [
            models.Index(fields=["run", "cause", "row_number"], name="ledger_row_cause"),
            models.Index(
                fields=["run", "side", "issue_date", "row_number"], condition=Q(differs=True), name="ledger_row_differs"
            ),
        ]  # fmt: skip


class LedgerExport(models.Model):
    """The result of a run as a table in one language: the row says that it is owed, a worker makes it."""

    class State(models.TextChoices):
        OWED = "OWED"
        MAKING = "MAKING"
        MADE = "MADE"
        FAILED = "FAILED"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(LedgerRun, models.CASCADE, related_name="exports", db_index=False)
    language = models.CharField(max_length=10)
    #: Where links in the table begin: the portal's address as the person knows it.
    address = models.CharField(max_length=200)
    state = models.CharField(max_length=6, choices=State, default=State.OWED)
    attempts = models.PositiveSmallIntegerField(default=0)
    owed_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    name = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "language"], name="ledger_export_once")]
        indexes = [
            models.Index(
                fields=["owed_at"], condition=Q(state__in=["OWED", "MAKING"]), name="ledger_export_owed"
            )
        ]  # fmt: skip
