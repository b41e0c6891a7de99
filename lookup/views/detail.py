"""One invoice: everything the record says, what its status means, and what to do next."""
from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from invoice_portal.accounts.access import operator_required
from invoice_portal.accounts.masking import masked_text
from invoice_portal.history.record import record

from ..access import SIDES, side_of
from ..asked_for import asked_for
from ..conflict_words import conflict_words
from ..kinds import kind_words
from ..models import Download, Invoice
from ..personal import masked_party, masked_special
from ..status import status_of, words_of
from .nothing_found import new_application_path


@require_safe
@operator_required
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the invoice with what is personal in it masked; any number that is not theirs to see is the same 404."""
    return _page(request, asked_for(request, slug), whole=False)


@require_POST
@operator_required
@never_cache
def whole(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all of it, in the answer to the very request, so that each look at it is on record."""
    invoice = asked_for(request, slug)
    with transaction.atomic():
        record("invoice", invoice.pk, "shown_whole", by=request.operator.person)
    return _page(request, invoice, whole=True)


def _page(request: HttpRequest, invoice: Invoice, *, whole: bool) -> HttpResponse:
    operator = request.operator
    parties, special, remark = _parties(invoice), invoice.special, invoice.remark
    masked = {role: _told(masked_party(party)) for role, party in parties.items()}, masked_special(special)
    plain = {role: _told(party) for role, party in parties.items()}, special
    hidden = not whole and ((*masked, masked_text(remark)) != (*plain, remark))
    shown_parties, shown_special = plain if whole else masked
    download = Download.objects.filter(invoice=invoice, taxpayer=operator.taxpayer_id).first()
    status = status_of(invoice)
    context = {
        "invoice": invoice,
        "status": status,
        "words": words_of(status),
        "kind": kind_words(invoice.kind),
        "side": SIDES[side_of(operator, invoice)],
        "conflict": conflict_words(invoice),
        "download": download,
        "parties": shown_parties, "special": shown_special, "remark": remark if whole else masked_text(remark),
        "hidden": hidden, "whole": whole,
        "reupload_url": _reupload_url(invoice) if operator.may_apply else "",
    }
    return render(request, "lookup/detail.html", context)


@require_safe
@operator_required
def original(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the document as it came, to keep or to check its signature; never shown in the browser."""
    invoice = asked_for(request, slug)
    if invoice.entry is None:
        raise Http404
    raw = bytes(invoice.entry.raw)
    response = HttpResponse(raw, content_type="application/octet-stream")
    ending = "xml" if raw.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") else "bin"
    response["Content-Disposition"] = f'attachment; filename="{invoice.slug}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    patch_cache_control(response, private=True, no_store=True)
    return response


def _parties(invoice: Invoice) -> dict:
    """Return what the document says of both parties, empty where it says nothing."""
    found = {}
    for role in ("buyer", "seller"):
        taxpayer, name = getattr(invoice, role), getattr(invoice, f"{role}_name")
        contacts = invoice.contacts.get(role) or {}
        found[role] = contacts | {
            "name": name.name if name else "",
            "tax_id": taxpayer.tax_id if taxpayer else "",
        }
    return found


def _told(party: dict) -> dict:
    """Return the party with bank and account as they are printed, in one."""
    return party | {"bank": " ".join(filter(None, [party.get("bank"), party.get("account")]))}


def _reupload_url(invoice: Invoice) -> str:
    query = {"kind": "REUPLOAD", "number": invoice.number} | ({"code": invoice.code} if invoice.code else {})
    return f"{new_application_path()}?{urlencode(query)}"
