"""A file that is owed: the row is the debt, a worker pays it once."""
import uuid

from django.db import models
from django.utils import timezone


class OwedPaper(models.Model):
    """What statements, letters (lookup/paper_making.py) and copies of people's data have in common."""

    class State(models.TextChoices):
        OWED = "OWED"
        MAKING = "MAKING"
        MADE = "MADE"
        FAILED = "FAILED"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    #: In which it is written.
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
        abstract = True
