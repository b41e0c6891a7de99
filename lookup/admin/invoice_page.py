"""The desk's page of one record: what the document says, what is personal masked, where it came from, what happened."""
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from invoice_portal.accounts.masking import masked_text
from invoice_portal.accounts.roles import regions_of
from invoice_portal.history.record import history_of
from lookup.conflict_words import conflict_words
from lookup.invoice_events import told
from lookup.kinds import kind_words
from lookup.models import Invoice
from lookup.personal import masked_party, masked_special
from lookup.status import status_of, words_of

#: How many of the newest events are shown.
_EVENTS = 100


def page(admin, request: HttpRequest, invoice: Invoice) -> HttpResponse:
    """Show the record, which is one of this person's regions."""
    newest = history_of("invoice", invoice.pk).select_related("actor").reverse()[:_EVENTS]
    context = admin.admin_site.each_context(request) | {
        "opts": Invoice._meta,
        "title": invoice.slug,
        "invoice": invoice,
        "status": words_of(status_of(invoice)),
        "kind": kind_words(invoice.kind),
        "conflict": conflict_words(invoice),
        "parties": [_party(invoice, "seller"), _party(invoice, "buyer")],
        "special": masked_special(invoice.special),
        "remark": masked_text(invoice.remark),
        "entry_seen": _entry_seen(request, invoice),
        "events": [{"event": event, "word": told(event)} for event in newest],
    }
    return TemplateResponse(request, "admin/lookup/invoice.html", context)


def _party(invoice: Invoice, role: str) -> dict[str, Any]:
    """Return a party as printed, masked: whoever decides by more has the evidence and the document."""
    taxpayer, name = getattr(invoice, role), getattr(invoice, f"{role}_name")
    shown = masked_party(invoice.contacts.get(role) or {})
    return shown | {
        "role": role, "name": name.name if name else "", "tax_id": taxpayer.shown_id if taxpayer else "",
        "bank": " ".join(filter(None, [shown.get("bank"), shown.get("account")])),
    }  # fmt: skip


def _entry_seen(request: HttpRequest, invoice: Invoice) -> bool:
    """Tell whether the entry that it came from is of this person's regions too."""
    regions = regions_of(request.user)
    return bool(invoice.entry_id) and (not regions or invoice.entry.source.region in regions)
