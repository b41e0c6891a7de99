"""A file that a person gave in a conversation and about which the helper owes an answer."""
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lookup.models import ReadDocument

from .conversation import Message


class GivenFile(models.Model):
    """``document`` is what the reader makes of it. Answered once, when that is done."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="given_files")
    document = models.OneToOneField(ReadDocument, models.CASCADE, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["given_at"], condition=Q(answered_at=None), name="given_file_owed")]
