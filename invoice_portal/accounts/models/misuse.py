"""Who tries numbers, codes or accounts one after the other: held back for a while, and what they tried."""
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .operator import Operator


class Misuse(models.Model):
    """One source's guesses at one kind of thing. Written only by ``accounts.misuse``.

    Here and not in Redis, so that nobody who is held back is let go by a server that starts anew.
    """

    class Kind(models.TextChoices):
        NUMBERS = "NUMBERS", _("发票号码")
        CODES = "CODES", _("核验码和查询码")
        ACCOUNTS = "ACCOUNTS", _("账户、密码和令牌")

    class Source(models.TextChoices):
        ACCOUNT = "ACCOUNT", pgettext_lazy("source of misuse", "账户")
        ADDRESS = "ADDRESS", pgettext_lazy("source of misuse", "网络地址")
        TOKEN = "TOKEN", pgettext_lazy("source of misuse", "接口令牌")

    class State(models.TextChoices):
        SLOWED = "SLOWED", pgettext_lazy("misuse", "已放慢")
        STOPPED = "STOPPED", pgettext_lazy("misuse", "已停止")
        #: A day went by without another guess.
        LAPSED = "LAPSED", pgettext_lazy("misuse", "已过去")
        LIFTED = "LIFTED", pgettext_lazy("misuse", "已解除")

    OPEN = (State.SLOWED, State.STOPPED)

    kind = models.CharField(_("试探的对象"), max_length=8, choices=Kind)
    source = models.CharField(_("来源"), max_length=7, choices=Source)
    #: Id of the operator or the token, or the address (of IPv6 its /64).
    key = models.CharField(_("来源"), max_length=64)
    #: Whose account, or whose token; None for an address.
    operator = models.ForeignKey(Operator, models.PROTECT, null=True, related_name="+", verbose_name=_("操作员"))
    state = models.CharField(_("状态"), max_length=7, choices=State, default=State.SLOWED)
    #: How many pauses there were already.
    level = models.PositiveSmallIntegerField(_("暂停次数"), default=0)
    #: The last ones, newest last; of codes only the beginning, of passwords nothing.
    tried = models.JSONField(_("试过的内容"), default=list)
    misses = models.PositiveIntegerField(_("落空次数"), default=0)
    first_at = models.DateTimeField(_("开始"))
    last_at = models.DateTimeField(_("最近一次"))
    until = models.DateTimeField(_("暂停到"))
    stopped_at = models.DateTimeField(_("停止时间"), null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("解除人")
    )
    lifted_reason = models.CharField(_("解除原因"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("试探与滥用")
        verbose_name_plural = _("试探与滥用")
        indexes = [
            models.Index(fields=["last_at"], name="misuse_last"),
            # A whole region's, for its supervisors.
            models.Index(fields=["operator", "last_at"], name="misuse_of_operator"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["key", "kind"], condition=Q(state__in=["SLOWED", "STOPPED"]),
                                    name="misuse_one_open"),
            models.CheckConstraint(condition=Q(source="ADDRESS") | Q(operator__isnull=False),
                                   name="misuse_account_known"),
            models.CheckConstraint(condition=~Q(state="STOPPED") | Q(stopped_at__isnull=False),
                                   name="misuse_stop_has_time"),
            models.CheckConstraint(condition=~Q(state="LIFTED") | ~Q(lifted_reason=""),
                                   name="misuse_lift_has_reason"),
        ]  # fmt: skip
