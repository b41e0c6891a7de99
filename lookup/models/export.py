"""Zips of invoices' PDFs: the row says that one is owed, a worker makes it."""
import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from invoice_portal.accounts.models import Operator


class Export(models.Model):
    """What one operator asked to have as one zip."""

    class State(models.TextChoices):
        OWED = "OWED", _("排队中")
        MAKING = "MAKING", _("正在生成")
        MADE = "MADE", _("可以下载")
        FAILED = "FAILED", _("未能完成")
        #: Removed by its owner; the row counts among those of the day until it is forgotten.
        REMOVED = "REMOVED", _("已删除")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="+", db_index=False)
    language = models.CharField(max_length=10)
    #: What was asked for, in the order of the list; and what is in the zip, of that which the operator may still see.
    asked = ArrayField(models.BigIntegerField())
    included = ArrayField(models.BigIntegerField(), default=list)
    #: Whether it is a whole search, and its query string, so that it can be gone back to.
    searched = models.BooleanField(default=False)
    query = models.CharField(max_length=2000, blank=True)

    state = models.CharField(max_length=7, choices=State, default=State.OWED)
    #: Whose PDFs are made, and whose cannot be: shown as progress, and in the end.
    done = models.PositiveIntegerField(default=0)
    without = models.PositiveIntegerField(default=0)
    #: All PDFs are there, and the zip is being written.
    packing = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    owed_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    downloaded_at = models.DateTimeField(null=True, blank=True)
    #: Name in the storage, size in bytes and SHA-256 of the zip.
    name = models.CharField(max_length=100, blank=True)
    size = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="MADE") | ~models.Q(name="") & ~models.Q(digest=""),
                name="export_made_has_file",
            )
        ]
        indexes = [
            models.Index(fields=["operator", "-created_at"], name="export_operator"),
            models.Index(fields=["owed_at"], condition=models.Q(state__in=["OWED", "MAKING"]), name="export_owed"),
        ]
