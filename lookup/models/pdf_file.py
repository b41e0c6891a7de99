"""The PDF of an invoice: the row says that it is owed, a worker pays."""
from django.db import models
from django.utils import timezone

from .invoice import Invoice


class PdfFile(models.Model):
    class State(models.TextChoices):
        OWED = "OWED"
        MAKING = "MAKING"
        MADE = "MADE"
        FAILED = "FAILED"

    invoice = models.OneToOneField(Invoice, models.CASCADE, primary_key=True, related_name="pdf")
    state = models.CharField(max_length=6, choices=State, default=State.OWED)
    #: The version of the record that is owed or was made.
    version = models.PositiveIntegerField()
    #: Where the worker is: "", "reading", "laying out", "storing"; shown as progress.
    stage = models.CharField(max_length=12, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    owed_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    #: Name in the storage, size in bytes and SHA-256 of the file.
    name = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["owed_at"], condition=models.Q(state__in=["OWED", "MAKING"]), name="pdf_file_owed")
        ]
