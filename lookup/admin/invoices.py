"""The records, with the history of each."""
from collections.abc import Mapping

from django.db.models import Case, F, When
from django.db.models.functions import Length, Substr
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from invoice_portal.accounts.looks import looked
from invoice_portal.accounts.masking import masked_text
from invoice_portal.accounts.models import Look
from invoice_portal.accounts.roles import regions_of
from invoice_portal.history.record import history_of
from lookup.models import Invoice
from lookup.number import clean_number, region_of, split_slug
from lookup.personal import masked_party, masked_special
from lookup.status import Status, status_of

from .reading_only import ReadingOnly

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
}


#: Shown in part: whoever decides by more has the evidence and the document.
_PERSONAL = ("contacts", "special", "remark")


def _lines(told: Mapping[str, Mapping[str, object]]) -> str:
    rows = ((about, label, value) for about, facts in told.items() for label, value in facts.items())
    return format_html_join("", "<p>{} · {} {}</p>", rows) or "-"


class InvoiceAdmin(ReadingOnly):
    list_display = ["shown_number", "shown_status", "issue_date", "seller_name", "buyer_name", "total", "version"]
    list_select_related = ["seller_name", "buyer_name"]
    list_filter = ["validity", "conflict", "personal"]
    search_fields = ["number"]
    search_help_text = _("完整的发票号码")
    ordering = ["-id"]

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

    def get_fields(self, request, obj=None):
        left_out = ("id", "entry", *_PERSONAL)
        kept = [field.name for field in Invoice._meta.fields if field.name not in left_out]
        personal = [f"shown_{name}" for name in _PERSONAL]
        return ["status_words", *kept, *personal, "shown_entry", "shown_history"]

    @display(description=_("联系信息"))
    def shown_contacts(self, invoice):
        return _lines({role: masked_party(party) for role, party in invoice.contacts.items()})

    @display(description=_("特定业务"))
    def shown_special(self, invoice):
        return _lines(masked_special(invoice.special))

    @display(description=_("备注"))
    def shown_remark(self, invoice):
        return masked_text(invoice.remark) or "-"

    @display(description=_("状态"), label=_TONES)
    def shown_status(self, invoice):
        status = status_of(invoice)
        return status.value, status.label

    @display(description=_("状态"))
    def status_words(self, invoice):
        return status_of(invoice).label

    @display(description=_("发票号码"), ordering="number")
    def shown_number(self, invoice):
        return invoice.slug

    @display(description=_("来源条目"))
    def shown_entry(self, invoice):
        return invoice.entry.path if invoice.entry_id else "-"

    @display(description=_("变更记录"))
    def shown_history(self, invoice):
        events = (
            (timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M:%S"), event.action, event.actor or "", event.reason)
            for event in history_of("invoice", invoice.pk)
        )
        return format_html_join("", "<p>{} · {} {} {}</p>", events) or "-"
