"""Office hours, days that differ, and how the bureau is reached. Written through ``keeping`` alone."""
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from invoice_portal.accounts.regions import REGIONS

_REGIONS = [(code, _(name)) for code, name in sorted(REGIONS.items())]


class OfficeHours(models.Model):
    """One span of a weekday on which people are at work."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("星期一")
        TUESDAY = 1, _("星期二")
        WEDNESDAY = 2, _("星期三")
        THURSDAY = 3, _("星期四")
        FRIDAY = 4, _("星期五")
        SATURDAY = 5, _("星期六")
        SUNDAY = 6, _("星期日")

    weekday = models.PositiveSmallIntegerField(_("星期"), choices=Weekday)
    opens = models.TimeField(_("开始"))
    closes = models.TimeField(_("结束"))

    class Meta:
        verbose_name = _("办公时间")
        verbose_name_plural = pgettext_lazy("plural", "办公时间")
        ordering = ["weekday", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["weekday", "opens"], name="office_hours_once"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="office_hours_end_after_they_begin",
                violation_error_message=_("结束时间须晚于开始时间。"),
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class OfficeException(models.Model):
    """A day with other hours than its weekday's, or none; public holidays need no row."""

    date = models.DateField(_("日期"), db_index=True)
    opens = models.TimeField(_("开始"), null=True, blank=True, help_text=_("当天不办公的，开始和结束都留空。"))
    closes = models.TimeField(_("结束"), null=True, blank=True)
    reason = models.CharField(_("原因"), max_length=100, help_text=_("会显示给纳税人。"))

    class Meta:
        verbose_name = _("办公时间例外")
        verbose_name_plural = pgettext_lazy("plural", "办公时间例外")
        ordering = ["-date", "opens"]
        constraints = [
            models.UniqueConstraint(fields=["date", "opens"], name="office_exception_once"),
            models.CheckConstraint(
                condition=Q(opens=None, closes=None) | Q(opens__isnull=False, closes__gt=F("opens")),
                name="office_exception_is_closed_or_a_span",
                violation_error_message=_("开始和结束要么都填，且结束晚于开始；要么都留空。"),
            ),
        ]

    def __str__(self):
        return f"{self.date:%Y-%m-%d} {self.reason}"


class OfficeContact(models.Model):
    """A way to reach the bureau, as the contact page and every page's foot show it."""

    region = models.CharField(
        _("地区"), max_length=2, blank=True, choices=_REGIONS, help_text=_("留空表示全国。")
    )
    name = models.CharField(_("名称"), max_length=100)
    name_en = models.CharField(_("名称（英文）"), max_length=100)
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    map_link = models.CharField(
        _("地图链接"), max_length=200, blank=True, validators=[URLValidator(["https"])],
        help_text=_("以 https:// 开头。"),
    )  # fmt: skip
    hours = models.CharField(_("服务时间"), max_length=100, blank=True, help_text=_("留空则显示办公时间。"))
    hours_en = models.CharField(_("服务时间（英文）"), max_length=100, blank=True)
    #: Shown at the foot of every page.
    first = models.BooleanField(_("显示在每页页脚"), default=False)
    place = models.PositiveSmallIntegerField(_("排序"), default=100)
    shown = models.BooleanField(_("显示"), default=True)

    class Meta:
        verbose_name = _("联系方式")
        verbose_name_plural = pgettext_lazy("plural", "联系方式")
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["first"], condition=Q(first=True), name="one_contact_in_the_foot"),
            models.CheckConstraint(
                condition=Q(map_link="") | Q(map_link__startswith="https://"), name="map_link_is_https",
                violation_error_message=_("地图链接须以 https:// 开头。"),
            ),
            models.CheckConstraint(
                condition=~(Q(phone="") & Q(address="")), name="contact_has_phone_or_address",
                violation_error_message=_("电话和地址至少填一项。"),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name
