"""Taxpayers (纳税人): everyone named in a feed; only those with operators can log in."""
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..masking import masked_tax_id
from ..names import name_key, name_parts

_OPENED = Q(registered_at__isnull=False)


class TaxpayerQuerySet(models.QuerySet):
    def opened(self):
        """Keep those whom the bureau has opened an account for."""
        return self.filter(_OPENED)

    def named_like(self, text: str):
        """Keep opened ones whose name, or a former one, contains the text, however it is written.

        The two-character parts narrow by index, the comparison makes it exact. One character alone is looked for
        at the beginning, since as a part it would be in half of all names.
        """
        key = name_key(text)
        if len(key) < 2:
            return self.opened().filter(name_key__startswith=key)
        former = FormerName.objects.filter(taxpayer=OuterRef("pk"), name_key__contains=key)
        found = self.opened().filter(name_parts__contains=name_parts(key))
        return found.filter(Q(name_key__contains=key) | Exists(former))


class Taxpayer(models.Model):
    """An enterprise or natural person, known by its tax ID (纳税人识别号)."""

    class Kind(models.TextChoices):
        ENTERPRISE = "ENTERPRISE", _("企业")
        PERSON = "PERSON", _("个人")

    tax_id = models.CharField(_("纳税人识别号"), max_length=20, unique=True)
    kind = models.CharField(_("类型"), max_length=10, choices=Kind, default=Kind.ENTERPRISE)
    name = models.CharField(_("名称"), max_length=200)
    #: NFKC, brackets unified, no spaces, upper case: what names are compared by.
    name_key = models.CharField(max_length=200, editable=False, db_index=True)
    #: Opened by the bureau, as against merely named in a feed.
    registered_at = models.DateTimeField(_("开户时间"), null=True, blank=True)
    #: Two-digit region of the bureau that opened the account (see accounts.regions); "" before that.
    bureau = models.CharField(_("主管地区"), max_length=2, blank=True, editable=False)
    #: Every two-character part of the names borne now and before; empty until the account is opened.
    name_parts = ArrayField(models.CharField(max_length=2), default=list, editable=False)

    objects = TaxpayerQuerySet.as_manager()

    class Meta:
        verbose_name = _("纳税人")
        verbose_name_plural = pgettext_lazy("plural", "纳税人")
        # Of opened ones only: those merely named in a feed are many more, and no list shows them.
        indexes = [
            models.Index(fields=["-registered_at", "-id"], name="taxpayer_opened", condition=_OPENED),
            models.Index(fields=["bureau", "-registered_at", "-id"], name="taxpayer_of_bureau", condition=_OPENED),
            GinIndex(fields=["name_parts"], name="taxpayer_name_parts", condition=_OPENED),
        ]

    def __str__(self):
        return f"{self.name} {self.shown_id}"

    @property
    def shown_id(self) -> str:
        """The tax ID as it is shown until somebody needs all of it."""
        return masked_tax_id(self.tax_id)


class FormerName(models.Model):
    """A registered name that the taxpayer no longer bears (曾用名)."""

    taxpayer = models.ForeignKey(Taxpayer, models.CASCADE, related_name="former_names")
    name = models.CharField(_("曾用名"), max_length=200)
    name_key = models.CharField(max_length=200, editable=False, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["taxpayer", "name_key"], name="former_name_once")]

    def __str__(self):
        return self.name
