"""The bureau's own people: what they are and for which regions."""
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class StaffMember(models.Model):
    """The role and regions of a person of the bureau."""

    class Role(models.TextChoices):
        CLERK = "CLERK", _("审核员")
        SUPERVISOR = "SUPERVISOR", _("主管")
        AUDITOR = "AUDITOR", _("审计员")
        SUPPORT = "SUPPORT", _("客服")
        ADMINISTRATOR = "ADMINISTRATOR", _("系统管理员")

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="staff")
    role = models.CharField(_("角色"), max_length=15, choices=Role)
    #: Two-digit region codes (11 北京, 31 上海 …); empty: every region.
    regions = ArrayField(models.CharField(max_length=2), verbose_name=_("负责地区"), default=list, blank=True)
    #: Somebody else knows the password: the person must set one of their own before anything else.
    password_temporary = models.BooleanField(_("密码待更改"), default=False)

    class Meta:
        verbose_name = _("工作人员")
        verbose_name_plural = _("工作人员")

    def __str__(self):
        return f"{self.person} · {self.get_role_display()}"

    def covers(self, region: str) -> bool:
        """Tell whether cases of this two-digit region are theirs to handle."""
        return not self.regions or region in self.regions
