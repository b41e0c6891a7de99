"""Taxpayers (纳税人): everyone named in a feed; only those with operators can log in."""
from django.db import models
from django.utils.translation import gettext_lazy as _


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

    class Meta:
        verbose_name = _("纳税人")
        verbose_name_plural = _("纳税人")

    def __str__(self):
        return f"{self.name} {self.tax_id}"


class FormerName(models.Model):
    """A registered name that the taxpayer no longer bears (曾用名)."""

    taxpayer = models.ForeignKey(Taxpayer, models.CASCADE, related_name="former_names")
    name = models.CharField(_("曾用名"), max_length=200)
    name_key = models.CharField(max_length=200, editable=False, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["taxpayer", "name_key"], name="former_name_once")]

    def __str__(self):
        return self.name
