"""The document that an application stands for: what is claimed, with details from evidence that agrees."""
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone

from lookup.as_document import contacts_of, document_of, line_from_json, line_to_json
from lookup.document import InvoiceDocument, Line, Party

from .comparing import differing, flat
from .models import Application, Finding

#: Rule name of the findings that keep what was read from a piece of evidence.
EVIDENCE_READ = "evidence_read"


def claimed_document(application: Application) -> InvoiceDocument:
    """Return the claimed fields alone; what cannot be understood is None."""
    said = application.claimed
    return InvoiceDocument(
        format="claim",
        kind=_text(said, "kind"),
        number=_text(said, "number") or application.number or None,
        code=_text(said, "code") or application.code or None,
        issue_date=_date(_text(said, "issue_date")),
        seller=Party(tax_id=_text(said, "seller_tax_id"), name=_text(said, "seller_name")),
        buyer=Party(tax_id=_text(said, "buyer_tax_id"), name=_text(said, "buyer_name")),
        amount=_decimal(_text(said, "amount")),
        tax=_decimal(_text(said, "tax")),
        total=_decimal(_text(said, "total")),
        lines=_lines(said.get("lines")),
    )


def full_document(application: Application) -> InvoiceDocument:
    """Return the claim with lines, contacts and the rest from evidence that agrees with it, else from the record.

    What a re-upload does not touch stays as it is. Evidence was read in the worker by the pre-review;
    nothing is parsed here.
    """
    claim = claimed_document(application)
    return _with_details(claim, _record_details(application, claim) | _evidence_details(application, claim))


def details_of(document: InvoiceDocument) -> dict[str, Any]:
    """Return a document as JSON can keep it: its fields, lines and the rest that a record holds."""
    return flat(document) | {
        "lines": [line_to_json(line) for line in document.lines],
        "contacts": contacts_of(document),
        "remark": document.remark,
        "drawer": document.drawer,
        "check_code": document.check_code,
        "red_of": document.red_of,
        "issued_at": document.issued_at.isoformat() if document.issued_at else None,
        "special": document.special,
    }


def _evidence_details(application: Application, claim: InvoiceDocument) -> dict[str, Any]:
    """Return what the first piece of evidence that says everything that is claimed says besides."""
    reads = Finding.objects.filter(application=application, rule=EVIDENCE_READ).order_by("id")
    for text in reads.values_list("found", flat=True):
        kept = json.loads(text)
        if not differing(flat(claim), kept):
            return {name: value for name, value in kept.items() if value}
    return {}


def _record_details(application: Application, claim: InvoiceDocument) -> dict[str, Any]:
    """Return what the record to be corrected says that the correction does not make untrue."""
    if application.kind != Application.Kind.REUPLOAD or application.invoice is None:
        return {}
    record = document_of(application.invoice)
    kept = details_of(record)
    if (record.amount, record.tax) != (claim.amount, claim.tax):
        # Figures left blank were blanked: the form came filled from the record.
        kept = {name: value for name, value in kept.items() if name not in ("amount", "tax", "lines")}
    for side in ("seller", "buyer"):
        # Another party has another address and another bank.
        if getattr(record, side).tax_id != getattr(claim, side).tax_id:
            kept["contacts"].pop(side, None)
    return kept


def _with_details(claim: InvoiceDocument, kept: Mapping[str, Any]) -> InvoiceDocument:
    contacts = kept.get("contacts") or {}
    return replace(
        claim,
        kind=claim.kind or kept.get("kind") or None,
        amount=claim.amount if claim.amount is not None else _decimal(kept.get("amount")),
        tax=claim.tax if claim.tax is not None else _decimal(kept.get("tax")),
        lines=_lines(kept.get("lines")) or claim.lines,
        seller=replace(claim.seller, **contacts.get("seller", {})),
        buyer=replace(claim.buyer, **contacts.get("buyer", {})),
        remark=kept.get("remark"),
        drawer=kept.get("drawer"),
        check_code=kept.get("check_code"),
        red=bool(kept.get("red_of")),
        red_of=kept.get("red_of"),
        issued_at=_moment(kept.get("issued_at"), claim.issue_date),
        special=kept.get("special") or {},
    )


def _text(said: Mapping[str, Any], name: str) -> str | None:
    value = said.get(name)
    return str(value).strip() or None if value is not None else None


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _moment(text: str | None, day: date | None) -> datetime | None:
    """Return the time of issue, unless it is of another day than the one claimed."""
    at = datetime.fromisoformat(text) if text else None
    return at if at and timezone.localdate(at) == day else None


def _decimal(text: str | None) -> Decimal | None:
    try:
        value = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() else None


def _lines(kept: Iterable[Mapping[str, str | None]] | None) -> tuple[Line, ...]:
    """Return the lines; what one does not say (a discount has no quantity) was kept as null."""
    said = ({name: value for name, value in line.items() if value is not None} for line in kept or ())
    return tuple(map(line_from_json, said))
