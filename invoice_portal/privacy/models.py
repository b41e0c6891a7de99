"""What people ask for about their own data: a copy of it, and the end of their account."""
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lookup.models.owed_paper import OwedPaper


class DataExport(OwedPaper):
    """A copy of all that is kept about one person: the row says that one is owed, a worker makes it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    #: Bytes of the zip.
    size = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="MADE") | ~models.Q(name="") & ~models.Q(digest=""),
                name="data_export_made_has_file",
            )
        ]
        indexes = [
            models.Index(fields=["person", "-asked_at"], name="data_export_person"),
            models.Index(fields=["owed_at"], condition=models.Q(state__in=["OWED", "MAKING"]), name="data_export_owed"),
        ]


class Closing(models.Model):
    """One person's wish to end their account: carried out on its day unless they take it back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="closings")
    asked_at = models.DateTimeField(_("申请时间"), default=timezone.now)
    due_at = models.DateTimeField(_("注销时间"))
    cancelled_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    done_at = models.DateTimeField(_("办结时间"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(cancelled_at=None, done_at=None), name="one_closing_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_at=None) | models.Q(done_at=None), name="closing_done_or_cancelled"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(cancelled_at=None, done_at=None), name="closing_due"
            )
        ]
