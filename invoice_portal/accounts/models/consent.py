"""Who was told what is done with their data, and agreed, by version of what was told."""
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Consent(models.Model):
    """One person's agreement to one version. Written only by ``accounts.consent.agree``, never changed."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="consents")
    version = models.CharField(_("版本"), max_length=20)
    agreed_at = models.DateTimeField(_("同意时间"), default=timezone.now)

    class Meta:
        verbose_name = _("隐私同意")
        verbose_name_plural = _("隐私同意")
        constraints = [models.UniqueConstraint(fields=["person", "version"], name="consent_once_a_version")]
