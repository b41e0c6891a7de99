"""The person behind a login: an operator of taxpayers, or a member of staff, never both."""
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from invoice_portal.history.record import record
from invoice_portal.sealed.fields import DigestField, SealedField


class PersonManager(BaseUserManager):
    @transaction.atomic
    def create_superuser(self, login, password=None, **fields):
        """Make an account as Django's own command does; it has no role, so the desk shows it nothing."""
        person = self.model(login=login, is_staff=True, is_superuser=True, **fields)
        person.set_password(password)
        person.save(using=self._db)
        record("person", person.pk, "superuser_made", login=login)
        return person


class Person(AbstractBaseUser, PermissionsMixin):
    """One human being with one password and one phone, however many taxpayers they act for."""

    #: Staff type it; operators never see it (they log in by tax ID) and get a random one.
    login = models.CharField(_("登录名"), max_length=64, unique=True)
    name = models.CharField(_("姓名"), max_length=60, blank=True)
    phone = SealedField(_("手机号"), blank=True, default="")
    phone_digest = DigestField(of="phone", db_index=True)
    email = SealedField(_("电子邮箱"), blank=True, default="")
    language = models.CharField(_("语言"), max_length=10, blank=True)
    #: Was led through the first look-up, or did not want to be.
    guided = models.BooleanField(_("看过引导"), default=False)
    is_staff = models.BooleanField(_("工作人员"), default=False)
    is_active = models.BooleanField(_("可登录"), default=True)
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "login"

    class Meta:
        verbose_name = _("人员")
        verbose_name_plural = _("人员")

    def __str__(self) -> str:
        if self.name or self.is_staff:
            return self.name or self.login
        return str(_("手机尾号 %(tail)s") % {"tail": self.phone[-4:]}) if self.phone else self.login
