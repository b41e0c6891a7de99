"""Operators (操作员): who logs in for which taxpayer, and what they may see and do."""
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .taxpayer import Taxpayer


class OperatorQuerySet(models.QuerySet):
    def active(self):
        return self.filter(ended_at=None, person__is_active=True)


class Operator(models.Model):
    """One person acting for one taxpayer, with scopes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="operators")
    taxpayer = models.ForeignKey(Taxpayer, models.PROTECT, related_name="operators")
    code = models.CharField(_("操作员代码"), max_length=10, default="01")
    sees_purchases = models.BooleanField(_("可看进项"), default=True)
    sees_sales = models.BooleanField(_("可看销项"), default=True)
    may_apply = models.BooleanField(_("可提交申请"), default=True)
    #: When the code sent to the phone was confirmed at the first login; None: still to do.
    verified_at = models.DateTimeField(_("首次验证时间"), null=True, blank=True)
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)
    ended_at = models.DateTimeField(_("停用时间"), null=True, blank=True)

    objects = OperatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("操作员")
        verbose_name_plural = pgettext_lazy("plural", "操作员")
        constraints = [
            models.UniqueConstraint(fields=["taxpayer", "code"], name="operator_code_once"),
            models.UniqueConstraint(fields=["taxpayer", "person"], name="operator_person_once"),
        ]

    def __str__(self):
        return f"{self.taxpayer.name} · {self.code}"
