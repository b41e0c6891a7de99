"""Sources, their deliveries, and every entry as it came: what is quarantined says why."""
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from invoice_portal.accounts.roles import regions_of
from lookup.detail_words import detail_words
from lookup.models import Entry
from lookup.number import clean_number, split_slug

from .reading_only import ReadingOnly


class SourceAdmin(ReadingOnly):
    list_display = ["code", "name", "region", "every", "created_at"]
    ordering = ["code"]

    def get_queryset(self, request):
        sources, regions = super().get_queryset(request), regions_of(request.user)
        return sources.filter(region__in=regions) if regions else sources


class BatchAdmin(ReadingOnly):
    list_display = ["id", "source", "number", "received_at"]
    list_select_related = ["source"]
    ordering = ["-id"]

    def get_queryset(self, request):
        batches, regions = super().get_queryset(request), regions_of(request.user)
        return batches.filter(source__region__in=regions) if regions else batches


class EntryAdmin(ReadingOnly):
    list_display = ["id", "shown_state", "reason", "field", "shown_detail", "number", "source", "path", "arrived_at"]
    list_select_related = ["source"]
    list_filter = ["state", "reason", "source"]
    search_fields = ["number"]
    search_help_text = _("完整的发票号码")
    ordering = ["-id"]
    fields = [
        "state", "reason", "field", "shown_detail", "number", "code", "seller_tax_id", "buyer_tax_id", "read",
        "source", "batch", "path", "shown_digest", "arrived_at",
    ]  # fmt: skip

    def get_queryset(self, request):
        # The raw document may be megabytes; no page here shows it.
        entries, regions = super().get_queryset(request).defer("raw"), regions_of(request.user)
        return entries.filter(source__region__in=regions) if regions else entries

    def get_search_results(self, request, queryset, search_term):
        """Find by the whole number: part of it would scan the table."""
        if not search_term.strip():
            return queryset, False
        code, number = split_slug(clean_number(search_term))
        return queryset.filter(number=number, **({"code": code} if code else {})), False

    @display(
        description=_("状态"), ordering="state",
        label={Entry.State.ACCEPTED: "success", Entry.State.QUARANTINED: "danger", Entry.State.SUPERSEDED: "info"},
    )  # fmt: skip
    def shown_state(self, entry):
        return entry.state, entry.get_state_display()

    @display(description=_("说明"))
    def shown_detail(self, entry):
        return detail_words(entry.detail)

    @display(description="SHA-256")
    def shown_digest(self, entry):
        return bytes(entry.digest).hex()
