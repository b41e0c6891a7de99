"""Files that come with inquiries."""
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Attachment(models.Model):
    """One file under a random name. Whose it is, is told by what it hangs on; ``state``: what the worker made of it."""

    class State(models.TextChoices):
        OWED = "OWED"
        WORKING = "WORKING"
        DONE = "DONE"
        FAILED = "FAILED"
        INFECTED = "INFECTED"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    #: Told from the content, never from the name.
    format = models.CharField(_("格式"), max_length=4)
    original_name = models.CharField(_("文件名"), max_length=255)
    name = models.CharField(max_length=100, unique=True)
    size = models.PositiveIntegerField(_("大小"))
    digest = models.CharField(max_length=64)
    #: None: somebody who did not log in.
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(_("上传时间"), default=timezone.now)
    state = models.CharField(max_length=8, choices=State, default=State.OWED)
    #: Whether nobody may open it until the virus scanner has answered.
    held = models.BooleanField(default=False)
    owed_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    #: What the scanner found.
    signature = models.CharField(max_length=200, blank=True)
    #: The first page as JPEG, made anew; "" where there is none.
    picture = models.CharField(max_length=100, blank=True)
    picture_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("附件")
        verbose_name_plural = _("附件")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="INFECTED") ^ models.Q(signature=""), name="infected_attachment_is_named"
            )
        ]
        indexes = [
            models.Index(
                fields=["owed_at"], condition=models.Q(state__in=["OWED", "WORKING"]), name="attachment_owed"
            ),
            models.Index(fields=["picture"], name="attachment_picture"),
        ]

    def __str__(self):
        return self.original_name
