"""API tokens: shown once, kept as a digest, each for one operator of one taxpayer."""
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from .operator import Operator


class ApiToken(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    operator = models.ForeignKey(Operator, models.PROTECT, related_name="api_tokens")
    name = models.CharField(_("用途"), max_length=60, blank=True)
    #: SHA-256 of the token (which carries 256 random bits, so no salt is needed).
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("签发时间"), auto_now_add=True)
    last_used_at = models.DateTimeField(_("最近使用"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("作废时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("接口令牌")
        verbose_name_plural = _("接口令牌")

    def __str__(self):
        return self.name or str(self.id)
