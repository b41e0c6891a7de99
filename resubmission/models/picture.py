"""Pictures of evidence: the row says that drawing is owed, a worker pays; one row more for each page drawn."""
from django.db import models
from django.utils import timezone

from .evidence import Evidence


class Picturing(models.Model):
    """That a file is to be drawn, and how that went."""

    class State(models.TextChoices):
        OWED = "OWED"
        DRAWING = "DRAWING"
        DRAWN = "DRAWN"
        FAILED = "FAILED"

    evidence = models.OneToOneField(Evidence, models.CASCADE, primary_key=True, related_name="picturing")
    state = models.CharField(max_length=7, choices=State, default=State.OWED)
    #: Pages of the file, drawn or not; None until it was opened.
    pages = models.PositiveIntegerField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    owed_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["owed_at"], condition=models.Q(state__in=["OWED", "DRAWING"]), name="picturing_owed")
        ]


class Picture(models.Model):
    """One page as JPEG, made anew: large to look at closely, small for the page that shows it."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="pictures")
    #: From 1.
    number = models.PositiveSmallIntegerField()
    #: Of the large one, in pixels.
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    #: Random names in the storage, and SHA-256 of what is there.
    large = models.CharField(max_length=100)
    large_digest = models.CharField(max_length=64)
    small = models.CharField(max_length=100)
    small_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evidence", "number"], name="one_picture_per_page")]
        indexes = [
            models.Index(fields=["large"], name="picture_large"),
            models.Index(fields=["small"], name="picture_small"),
        ]
