"""Letters (通知书) of a case: the row says that one is owed, a worker makes it."""
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lookup.models import OwedPaper

from .application import Application


class Letter(OwedPaper):
    """What one step of a case says on paper. ``said`` is as of that step and never changes."""

    class Kind(models.TextChoices):
        ACCEPTED = "ACCEPTED", _("受理通知书")
        CORRECTION = "CORRECTION", _("补正通知书")
        SETTLED = "SETTLED", _("办结通知书")
        REJECTED = "REJECTED", _("审核不通过通知书")

    application = models.ForeignKey(Application, models.PROTECT, related_name="letters", db_index=False)
    kind = models.CharField(_("种类"), max_length=10, choices=Kind)
    #: The case's version that the step led to: each step has one letter.
    version = models.PositiveIntegerField()
    #: Number, total, reason and days, as :func:`resubmission.letters.owing.owe_letter` found them.
    said = models.JSONField()
    stated_at = models.DateTimeField(_("出具时间"), default=timezone.now)

    class Meta:
        verbose_name = _("通知书")
        verbose_name_plural = _("通知书")
        constraints = [models.UniqueConstraint(fields=["application", "version"], name="letter_once_per_step")]
        indexes = [
            models.Index(fields=["owed_at"], condition=models.Q(state__in=["OWED", "MAKING"]), name="letter_owed")
        ]
