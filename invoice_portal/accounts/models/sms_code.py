"""Codes sent by SMS: kept only as a keyed digest, bound to operator, purpose and session."""
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from .operator import Operator


class SmsCode(models.Model):
    class Purpose(models.TextChoices):
        FIRST_LOGIN = "FIRST_LOGIN", _("首次登录")
        RESET = "RESET", _("重设密码")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    operator = models.ForeignKey(Operator, models.CASCADE, related_name="sms_codes")
    purpose = models.CharField(max_length=15, choices=Purpose)
    #: Digest of the session key, so that a code read over a shoulder is useless elsewhere.
    session_digest = models.CharField(max_length=64)
    #: Finds what was sent to the same phone, without keeping it.
    phone_digest = models.CharField(max_length=64, default="")
    code_digest = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["phone_digest", "-sent_at"], name="sms_code_phone"),
            models.Index(fields=["operator", "purpose", "-sent_at"], name="sms_code_operator"),
        ]
