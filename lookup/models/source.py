"""Sources (来源): the systems that send invoices."""
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Source(models.Model):
    """A system that sends invoices: a regional bureau or an issuing platform."""

    code = models.CharField(_("代码"), max_length=20, unique=True)
    name = models.CharField(_("名称"), max_length=100)
    region = models.CharField(_("地区"), max_length=2)
    every = models.DurationField(_("发送间隔"))
    #: SHA-256 of the token by which the source may post its batches; empty: it may not.
    token_digest = models.CharField(max_length=64, blank=True, default="", editable=False, db_index=True)
    created_at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("来源")
        verbose_name_plural = pgettext_lazy("plural", "来源")

    def __str__(self):
        return f"{self.code} {self.name}"


class Span(models.Model):
    """Issue times, half-open, that a source has completed; those of one source neither overlap nor touch."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="spans")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "starts_at"], name="span_starts_once"),
            models.CheckConstraint(condition=models.Q(starts_at__lt=models.F("ends_at")), name="span_is_not_empty"),
        ]
