"""Who tried numbers, codes or accounts one after the other: what they tried, and letting them go."""
from django.contrib import admin
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from .. import tax_id as rules
from ..desk.reading_only import ReadingOnly
from ..misuse.lifting import misuse_for
from ..misuse.sources import network_of
from ..models import Misuse
from ..permissions import OPENING
from . import misuse_page


class Held(admin.SimpleListFilter):
    title = _("现在")
    parameter_name = "held"

    def lookups(self, request, model_admin):
        return [("now", _("正在受限")), ("past", _("已经过去"))]

    def queryset(self, request, queryset):
        held = {"state__in": Misuse.OPEN, "until__gt": timezone.now()}
        wanted = {"now": queryset.filter, "past": queryset.exclude}.get(self.value())
        return wanted(**held) if wanted else queryset


class MisuseAdmin(ReadingOnly):
    """Nothing is changed here but through ``accounts.misuse.lifting``."""

    readers = frozenset(OPENING)
    list_display = ["last_at", "shown_source", "kind", "shown_state", "misses", "until"]
    list_filter = [Held, "state", "kind", "source"]
    search_fields = ["key", "operator__taxpayer__tax_id"]
    search_help_text = _("完整的网络地址或纳税人识别号")
    ordering = ["-last_at", "-id"]
    sortable_by = []

    def get_queryset(self, request):
        return misuse_for(request.user)

    def get_search_results(self, request, queryset, search_term):
        """Find by the whole address or tax ID: part of it would scan the table."""
        term = search_term.strip()
        if not term:
            return queryset, False
        tax_id = rules.clean(term)
        named = {"key": network_of(term)} if rules.problem(tax_id) else {"operator__taxpayer__tax_id": tax_id}
        return queryset.filter(**named), False

    def get_urls(self):
        lift = path("<int:misuse_id>/lift/", self.admin_site.admin_view(misuse_page.lift_one), name="misuse-lift")
        return [lift, *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return misuse_page.page(request, object_id)

    @display(description=_("来源"))
    def shown_source(self, row):
        return misuse_page.source_told(row)

    @display(description=_("状态"), label={"now": "danger", "slow": "warning", "past": "info"})
    def shown_state(self, row):
        return misuse_page.tone_of(row), misuse_page.state_told(row)
