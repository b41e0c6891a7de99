"""The records, with the history of each."""
from django.contrib import admin
from django.db.models import Case, F, When
from django.db.models.functions import Length, Substr
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from invoice_portal.accounts.looks import looked
from invoice_portal.accounts.models import Look
from invoice_portal.accounts.roles import regions_of
from lookup.conflict_words import KINDS
from lookup.invoice_events import WORDS
from lookup.number import clean_number, region_of, split_slug
from lookup.status import Status, status_of

from . import invoice_page
from .reading_only import WithPage

#: Two digits of the number, or of the older code (see lookup.number.region_of).
_REGION = Case(
    When(code="", then=Substr("number", 3, 2)),
    When(code_length=12, then=Substr("code", 2, 2)),
    default=Substr("code", 1, 2),
)
_TONES = {
    Status.VOIDED: "danger",
    Status.REVERSED: "danger",
    Status.PARTLY_REVERSED: "warning",
    Status.ABNORMAL: "warning",
    Status.READY: "success",
    Status.ISSUED: "default",
}


class Conflict(admin.SimpleListFilter):
    title = _("异常")
    parameter_name = "conflict"

    def lookups(self, request, model_admin):
        return list(KINDS.items())

    def queryset(self, request, queryset):
        return queryset.filter(conflict=self.value()) if self.value() else queryset


class InvoiceAdmin(WithPage):
    list_display = ["shown_number", "shown_status", "issue_date", "seller_name", "buyer_name", "total", "version"]
    list_select_related = ["seller_name", "buyer_name"]
    list_filter = ["validity", Conflict, "personal"]
    search_fields = ["number"]
    search_help_text = _("完整的发票号码")
    ordering = ["-id"]
    history_words = WORDS

    def get_queryset(self, request):
        invoices, regions = super().get_queryset(request), regions_of(request.user)
        if not regions:
            return invoices
        return invoices.alias(code_length=Length(F("code")), region=_REGION).filter(region__in=regions)

    def record_look(self, person, obj):
        of, region = [obj.seller_id, obj.buyer_id], region_of(obj.number, obj.code)
        looked(person, Look.Kind.INVOICE, obj.pk, of=of, label=obj.slug, region=region)

    def get_search_results(self, request, queryset, search_term):
        """Find by the whole number: part of it would scan the table."""
        if not search_term.strip():
            return queryset, False
        code, number = split_slug(clean_number(search_term))
        return queryset.filter(number=number, **({"code": code} if code else {})), False

    def page(self, request, invoice):
        return invoice_page.page(self, request, invoice)

    @display(description=_("状态"), label=_TONES)
    def shown_status(self, invoice):
        status = status_of(invoice)
        return status.value, status.label

    @display(description=_("发票号码"), ordering="number")
    def shown_number(self, invoice):
        return invoice.slug
