"""A time at which the bureau calls the person of a conversation back."""
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from invoice_portal.sealed.fields import SealedField

from .conversation import Conversation

#: Calls that one region's agents take on for the same hour.
PLACES = 4


class CallBack(models.Model):
    """Changes only through ``chat.calling_back``. The number is erased as soon as nobody has to dial it any more."""

    class State(models.TextChoices):
        BOOKED = "BOOKED", pgettext_lazy("call-back", "已预约")
        DONE = "DONE", pgettext_lazy("call-back", "已回电")
        UNREACHED = "UNREACHED", pgettext_lazy("call-back", "未接通")
        CANCELLED = "CANCELLED", pgettext_lazy("call-back", "已取消")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="call_backs", verbose_name=_("咨询")
    )
    #: As the conversation's; here for the constraint on places.
    region = models.CharField(_("地区"), max_length=2, blank=True)
    phone = SealedField(_("电话"), blank=True, default="")
    starts_at = models.DateTimeField(_("开始"))
    ends_at = models.DateTimeField(_("结束"))
    #: From 1 to ``PLACES``: no more can be booked than there are, whoever books at once.
    place = models.PositiveSmallIntegerField()
    state = models.CharField(_("状态"), max_length=9, choices=State, default=State.BOOKED)
    booked_at = models.DateTimeField(_("预约时间"), default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    agent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("客服")
    )

    class Meta:
        verbose_name = _("回电预约")
        verbose_name_plural = _("回电预约")
        indexes = [models.Index(fields=["starts_at", "id"], condition=Q(state="BOOKED"), name="call_back_booked"),
                   models.Index(fields=["-starts_at", "-id"], name="call_back_latest")]  # fmt: skip
        constraints = [
            models.UniqueConstraint(fields=["conversation"], condition=Q(state="BOOKED"), name="one_call_back_booked"),
            models.UniqueConstraint(
                fields=["region", "starts_at", "place"], condition=Q(state="BOOKED"), name="call_back_place_once"
            ),
            models.CheckConstraint(condition=Q(place__range=(1, PLACES)), name="call_back_has_place"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="call_back_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(state="BOOKED") ^ Q(closed_at__isnull=False), name="call_back_closed_has_time"
            ),
        ]
