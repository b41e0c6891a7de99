"""Filters of the queue: whose work it is, by when, in which state, of which region, for how much, with what doubts."""
from django.contrib.admin import SimpleListFilter
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from invoice_portal.accounts.region_words import region_words
from lookup.number import REGIONS
from resubmission import queues
from resubmission.claimed_document import EVIDENCE_READ
from resubmission.models import Application, Finding
from resubmission.permissions import staff_of

from .finding_words import rule_words

State = Application.State
_AMOUNTS = {"1": (None, 10_000), "2": (10_000, 100_000), "3": (100_000, 1_000_000), "4": (1_000_000, None)}


class WorkFilter(SimpleListFilter):
    title, parameter_name = _("办理"), "work"

    def lookups(self, request, model_admin):
        return [
            ("mine", _("我领取的")), ("unclaimed", _("待领取")),
            ("answered", _("补正已答复")), ("second", _("请我复审")),
        ]  # fmt: skip

    def queryset(self, request, queryset):
        asked = self.value()
        if asked == "mine":
            return queues.mine(queryset, request.user)
        if asked == "second":
            return queues.second_opinions(queryset, request.user)
        found = {"unclaimed": queues.unclaimed, "answered": queues.answered}.get(asked)
        return found(queryset) if found else queryset


class StateFilter(SimpleListFilter):
    title, parameter_name = _("状态"), "state"

    def lookups(self, request, model_admin):
        return [(value, label) for value, label in State.choices if value != State.DRAFT]

    def queryset(self, request, queryset):
        return queryset.filter(state=self.value()) if self.value() in State.values else queryset


class RegionFilter(SimpleListFilter):
    title, parameter_name = _("地区"), "region"

    def lookups(self, request, model_admin):
        staff = staff_of(request.user)
        mine = staff.regions if staff else []
        return [(code, region_words(code)) for code in REGIONS if not mine or code in mine]

    def queryset(self, request, queryset):
        return queryset.filter(region=self.value()) if self.value() in REGIONS else queryset


class DueFilter(SimpleListFilter):
    title, parameter_name = _("期限"), "due"

    def lookups(self, request, model_admin):
        return [("late", _("已超期")), ("soon", _("即将到期")), ("later", _("尚有时间"))]

    def queryset(self, request, queryset):
        asked = {"late": queues.late, "soon": queues.soon, "later": queues.later}.get(self.value())
        return asked(queryset) if asked else queryset


class AmountFilter(SimpleListFilter):
    title, parameter_name = _("价税合计"), "amount"

    def lookups(self, request, model_admin):
        words = (_("不足 1 万元"), _("1 万至 10 万元"), _("10 万至 100 万元"), _("100 万元以上"))
        return list(zip(_AMOUNTS, words, strict=True))

    def queryset(self, request, queryset):
        least, most = _AMOUNTS.get(self.value(), (None, None))
        if least is not None:
            queryset = queryset.filter(total__gte=least)
        return queryset.filter(total__lt=most) if most is not None else queryset


class SeverityFilter(SimpleListFilter):
    """By what the pre-review found at all, not only by the worst."""

    title, parameter_name = _("预审发现的程度"), "severity"

    def lookups(self, request, model_admin):
        return Finding.Severity.choices

    def queryset(self, request, queryset):
        if self.value() not in Finding.Severity.values:
            return queryset
        found = Finding.objects.filter(application=OuterRef("pk"), severity=self.value()).exclude(rule=EVIDENCE_READ)
        return queryset.filter(Exists(found))


class RuleFilter(SimpleListFilter):
    title, parameter_name = _("预审发现"), "rule"

    def lookups(self, request, model_admin):
        return rule_words()

    def queryset(self, request, queryset):
        if self.value() not in dict(rule_words()):
            return queryset
        return queryset.filter(Exists(Finding.objects.filter(application=OuterRef("pk"), rule=self.value())))
