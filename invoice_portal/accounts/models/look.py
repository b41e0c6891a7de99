"""Which of the bureau's people looked at whose case or data: an append-only table (a trigger refuses every change)."""
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..masking import masked_text
from .staff import StaffMember
from .taxpayer import Taxpayer


class Look(models.Model):
    """One person's looks at one thing within a quarter of an hour. Written only by ``accounts.looks.looked``."""

    class Kind(models.TextChoices):
        CASE = "CASE", _("查看申请")
        EVIDENCE = "EVIDENCE", _("查看证明材料")
        DOWNLOAD = "DOWNLOAD", _("下载证明材料")
        TAXPAYER = "TAXPAYER", _("查看账户信息")
        OPERATOR = "OPERATOR", _("查看操作员信息")
        INVOICE = "INVOICE", _("查看发票记录")
        ENTRY = "ENTRY", _("查看收到的原始条目")
        INQUIRY = "INQUIRY", _("查看投诉、建议或咨询")

    #: The first of the quarter of an hour.
    at = models.DateTimeField(_("时间"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("工作人员"))
    #: Whose case or data it is.
    taxpayer = models.ForeignKey(Taxpayer, models.PROTECT, related_name="looks", verbose_name=_("纳税人"))
    kind = models.CharField(_("事项"), max_length=8, choices=Kind)
    #: The thing's id as text, and what the taxpayer knows it by (受理编号, number, code of an operator).
    subject = models.CharField(max_length=64)
    label = models.CharField(_("对象"), max_length=200, blank=True)
    #: The office as it was then: the region for which they looked ("": the whole country), and their role.
    region = models.CharField(_("地区"), max_length=2, blank=True)
    role = models.CharField(_("角色"), max_length=15, choices=StaffMember.Role)
    #: Number of the quarter of an hour since 1970.
    slot = models.BigIntegerField()

    class Meta:
        verbose_name = _("查看记录")
        verbose_name_plural = _("查看记录")
        indexes = [models.Index(fields=["taxpayer", "id"], name="look_of_taxpayer")]
        constraints = [
            models.UniqueConstraint(fields=["person", "slot", "kind", "subject", "taxpayer"], name="look_once_a_slot")
        ]

    @property
    def shown_label(self) -> str:
        """The label without the identity number that it is for a natural person's account."""
        return masked_text(self.label)
