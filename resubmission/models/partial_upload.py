"""Uploads of evidence that may break off: how much has come, and where it lies until the rest does."""
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from invoice_portal.accounts.models import Operator

from .application import Application
from .evidence import Evidence


class PartialUpload(models.Model):
    """One upload of one operator. It goes a day after it was last continued, or with the evidence that came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, models.CASCADE, related_name="partial_uploads")
    operator = models.ForeignKey(Operator, models.CASCADE, related_name="+")
    #: By which the same file is known when it is chosen again: "sha256:…", or whatever the program likes.
    fingerprint = models.CharField(max_length=128, blank=True)
    original_name = models.CharField(max_length=255)
    length = models.PositiveIntegerField()
    offset = models.PositiveIntegerField(default=0)
    #: Random name in the storage.
    name = models.CharField(max_length=100, unique=True)
    #: What came of it once all was there.
    evidence = models.ForeignKey(Evidence, models.CASCADE, null=True, blank=True, related_name="+")
    touched_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(offset__lte=F("length")), name="partial_upload_within_its_length"),
            models.UniqueConstraint(
                fields=["application", "operator", "fingerprint"], condition=~Q(fingerprint=""),
                name="one_partial_upload_per_file",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["touched_at"], name="partial_upload_old")]
