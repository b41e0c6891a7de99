"""Filters of the queue: whose work it is, in which state, of which region."""
from django.contrib.admin import SimpleListFilter
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from invoice_portal.accounts.region_words import region_words
from lookup.number import REGIONS
from resubmission.holding import LEASE
from resubmission.models import Application
from resubmission.permissions import staff_of

State = Application.State


class WorkFilter(SimpleListFilter):
    title, parameter_name = _("办理"), "work"

    def lookups(self, request, model_admin):
        return [("mine", _("我领取的")), ("unclaimed", _("待领取"))]

    def queryset(self, request, queryset):
        live = Q(claimed_at__gt=timezone.now() - LEASE, claimed_by__isnull=False)
        if self.value() == "mine":
            return queryset.filter(live, claimed_by=request.user, state=State.IN_REVIEW)
        if self.value() == "unclaimed":
            return queryset.exclude(live).filter(state=State.IN_REVIEW)
        return queryset


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
