"""The wish to apply for everything that a ledger found to be missing: a draft each, made by a worker."""
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from invoice_portal.accounts.models import Operator
from lookup.models import LedgerRun


class LedgerDrafts(models.Model):
    """One wish a ledger; how far it is, and what became of each row: new, open already, or refused."""

    class State(models.TextChoices):
        OWED = "OWED", _("正在建立")
        DONE = "DONE", _("已完成")

    run = models.OneToOneField(LedgerRun, models.CASCADE, primary_key=True, related_name="drafts")
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="+")
    state = models.CharField(max_length=4, choices=State, default=State.OWED)
    rows_total = models.PositiveIntegerField()
    #: The last row that was seen to, as the spreadsheet counts.
    after_row = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    existing = models.PositiveIntegerField(default=0)
    #: [row number, why] of each row that no draft can be made of.
    refused = models.JSONField(default=list)
    asked_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(new__lte=F("rows_total") - F("existing")), name="ledger_drafts_are_within_total"
            )
        ]
        indexes = [models.Index(fields=["moved_at"], condition=Q(state="OWED"), name="ledger_drafts_owed")]

    @property
    def rows_done(self) -> int:
        return self.new + self.existing + len(self.refused)
