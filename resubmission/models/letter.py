"""Letters (通知书) of a case: the row says that one is owed, a worker makes it."""
import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .application import Application


class Letter(models.Model):
    """What one step of a case says on paper. ``said`` is as of that step and never changes."""

    class Kind(models.TextChoices):
        ACCEPTED = "ACCEPTED", _("受理通知书")
        CORRECTION = "CORRECTION", _("补正通知书")
        SETTLED = "SETTLED", _("办结通知书")
        REJECTED = "REJECTED", _("审核不通过通知书")

    class State(models.TextChoices):
        OWED = "OWED"
        MAKING = "MAKING"
        MADE = "MADE"
        FAILED = "FAILED"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="letters", db_index=False)
    kind = models.CharField(_("种类"), max_length=10, choices=Kind)
    #: The case's version that the step led to: each step has one letter.
    version = models.PositiveIntegerField()
    #: Number, total, reason and days, as :func:`resubmission.letters.owing.owe_letter` found them.
    said = models.JSONField()
    #: In the applicant's language.
    language = models.CharField(max_length=10)
    stated_at = models.DateTimeField(_("出具时间"), default=timezone.now)
    state = models.CharField(max_length=6, choices=State, default=State.OWED)
    attempts = models.PositiveSmallIntegerField(default=0)
    owed_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    #: Name in the storage and SHA-256 of the file.
    name = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("通知书")
        verbose_name_plural = _("通知书")
        constraints = [models.UniqueConstraint(fields=["application", "version"], name="letter_once_per_step")]
        indexes = [
            models.Index(fields=["owed_at"], condition=models.Q(state__in=["OWED", "MAKING"]), name="letter_owed")
        ]
