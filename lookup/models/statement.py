"""The statement of a trace as a signed PDF: the row says that it is owed, a worker makes it."""
import uuid

from django.db import models
from django.utils import timezone

from .trace import Trace


class Statement(models.Model):
    """What one trace answered, in one language. Once made it stays as it is: the trace never changes."""

    class State(models.TextChoices):
        OWED = "OWED"
        MAKING = "MAKING"
        MADE = "MADE"
        FAILED = "FAILED"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trace = models.ForeignKey(Trace, models.PROTECT, related_name="statements", db_index=False)
    language = models.CharField(max_length=10)
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
        constraints = [models.UniqueConstraint(fields=["trace", "language"], name="statement_once")]
        indexes = [
            models.Index(
                fields=["owed_at"], condition=models.Q(state__in=["OWED", "MAKING"]), name="statement_owed"
            )
        ]  # fmt: skip
