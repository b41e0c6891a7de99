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
