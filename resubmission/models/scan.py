"""What the virus scanner said of a file, which is held until then. Without a scanner there are no rows."""
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .evidence import Evidence


class Scan(models.Model):
    class State(models.TextChoices):
        WAITING = "WAITING"
        SCANNING = "SCANNING"
        CLEAN = "CLEAN"
        INFECTED = "INFECTED"

    #: What is held, by nobody to be opened.
    HELD = (State.WAITING, State.SCANNING)

    evidence = models.OneToOneField(Evidence, models.CASCADE, primary_key=True, related_name="scan")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    #: What was found, as the scanner calls it.
    signature = models.CharField(max_length=200, blank=True)
    #: When it is to be asked next: later each time that it does not answer.
    owed_at = models.DateTimeField(default=timezone.now)
    held_since = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    #: Why it could not answer, for the operator.
    trouble = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="INFECTED") ^ Q(signature=""), name="infected_scan_names_signature"
            )
        ]
        indexes = [
            models.Index(fields=["owed_at"], condition=Q(state__in=["WAITING", "SCANNING"]), name="scan_owed"),
        ]
