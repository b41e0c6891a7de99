"""Who of the bureau looked at what, with names: for auditors."""
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from .. import tax_id as rules
from ..desk.reading_only import ReadingOnly
from ..permissions import AUDITING
from ..region_words import region_name
from ..roles import regions_of


class LookAdmin(ReadingOnly):
    """The looks of staff of the auditor's regions. Looking at them is no look at a taxpayer: no data is shown."""

    readers = frozenset(AUDITING)
    list_display = ["at", "person", "role", "shown_region", "kind", "taxpayer", "shown_label"]
    list_filter = ["kind", "role"]
    list_select_related = ["person", "taxpayer"]
    search_help_text = _("工作人员登录名，或完整的纳税人识别号")
    search_fields = ["person__login"]
    ordering = ["-id"]
    #: Every other order would sort them all.
    sortable_by = []
    fields = ["at", "person", "role", "region", "kind", "taxpayer", "shown_label"]

    def get_queryset(self, request):
        looks, regions = super().get_queryset(request), regions_of(request.user)
        return looks.filter(region__in=regions) if regions else looks

    def get_search_results(self, request, queryset, search_term):
        """Find by the whole login or tax ID: part of it would scan the table."""
        term = search_term.strip()
        if not term:
            return queryset, False
        tax_id = rules.clean(term)
        named = {"person__login": term} if rules.problem(tax_id) else {"taxpayer__tax_id": tax_id}
        return queryset.filter(**named), False

    @display(description=_("对象"))
    def shown_label(self, look):
        return look.shown_label

    @display(description=_("地区"))
    def shown_region(self, look):
        return region_name(look.region) if look.region else _("全国")
