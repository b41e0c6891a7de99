"""What happened, by whom and why: an append-only table (a trigger refuses UPDATE and DELETE)."""
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One change of one thing. Written only by :func:`invoice_portal.history.record.record`."""

    at = models.DateTimeField(_("时间"), auto_now_add=True)
    #: Kind of thing ("application", "invoice", "operator" …) and its id as text.
    subject_type = models.CharField(_("对象类型"), max_length=30)
    subject_id = models.CharField(_("对象"), max_length=64)
    action = models.CharField(_("动作"), max_length=40)
    #: None: the system itself.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("经办人")
    )
    reason = models.TextField(_("原因"), blank=True)
    data = models.JSONField(_("内容"), default=dict, blank=True)

    class Meta:
        verbose_name = _("变更记录")
        verbose_name_plural = _("变更记录")
        indexes = [models.Index(fields=["subject_type", "subject_id", "id"], name="event_subject")]


class Unsealed(models.Model):
    """An event that has no place in the chain yet; the database adds it with the event."""

    event = models.OneToOneField(Event, models.CASCADE, primary_key=True, db_constraint=False, related_name="+")


class Link(models.Model):
    """An event's place in the chain: ``digest`` = SHA-256 of the digest before it and of the event's text.

    Written only by the database's ``history_seal()``; neither changed nor removed ever.
    """

    position = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, models.PROTECT, related_name="link")
    #: Unique: no two events follow the same one, so the chain cannot fork.
    previous = models.BinaryField(unique=True)
    digest = models.BinaryField(unique=True)


class DayDigest(models.Model):
    """The chain's last digest at the end of a day, published, so that a cut end shows."""

    day = models.DateField(primary_key=True)
    position = models.BigIntegerField()
    digest = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)
