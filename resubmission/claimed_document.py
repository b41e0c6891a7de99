"""The document that an application stands for: what is claimed, with details from evidence that agrees."""
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from lookup.as_document import contacts_of, document_of, line_from_json, line_to_json
from lookup.document import InvoiceDocument, Line, Party
from lookup.models import Invoice

from .models import Application, Finding

#: Rule name of the findings that keep what was read from a piece of evidence.
EVIDENCE_READ = "evidence_read"
#: What an applicant states, in the field names of ``read_document``.
FIELDS = (
    "kind", "number", "code", "issue_date", "seller_tax_id", "seller_name", "buyer_tax_id", "buyer_name",
    "amount", "tax", "total",
)  # fmt: skip


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
    """Return the claim with lines, contacts and remark of the evidence, else of the record, that agrees with it.

    Evidence was read in the worker by the pre-review; nothing is parsed here.
    """
    claim = claimed_document(application)
    reads = Finding.objects.filter(application=application, rule=EVIDENCE_READ).order_by("id")
    for text in reads.values_list("found", flat=True):
        if isinstance(kept := json.loads(text), dict) and _agrees(claim, kept):
            return _with_details(claim, kept)
    if application.invoice_id and application.kind == Application.Kind.REUPLOAD:
        record = document_of(application.invoice)
        if (record.amount, record.tax) == (claim.amount, claim.tax):
            return _with_details(claim, details_of(record))
    return claim


def flat(document: InvoiceDocument) -> dict[str, str]:
    """Return the fields people compare, as text."""
    values = {name: getattr(document, name, None) for name in FIELDS}
    for side in ("seller", "buyer"):
        party = getattr(document, side)
        values |= {f"{side}_tax_id": party.tax_id, f"{side}_name": party.name}
    return {name: "" if value is None else str(value) for name, value in values.items()}


def flat_record(invoice: Invoice) -> dict[str, str]:
    return flat(document_of(invoice))


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
    }


def _agrees(claim: InvoiceDocument, kept: Mapping[str, Any]) -> bool:
    """Tell whether everything claimed is also what the evidence says."""
    said = flat(claim)
    return all(not value or value == (kept.get(name) or "") for name, value in said.items())


def _with_details(claim: InvoiceDocument, kept: Mapping[str, Any]) -> InvoiceDocument:
    contacts = kept.get("contacts") or {}
    return replace(
        claim,
        kind=claim.kind or kept.get("kind") or None,
        amount=claim.amount if claim.amount is not None else _decimal(kept.get("amount")),
        tax=claim.tax if claim.tax is not None else _decimal(kept.get("tax")),
        lines=_lines(kept.get("lines")),
        seller=replace(claim.seller, **contacts.get("seller", {})),
        buyer=replace(claim.buyer, **contacts.get("buyer", {})),
        remark=kept.get("remark"),
        drawer=kept.get("drawer"),
        check_code=kept.get("check_code"),
        red=bool(kept.get("red_of")),
        red_of=kept.get("red_of"),
    )


def _text(said: Mapping[str, Any], name: str) -> str | None:
    value = said.get(name)
    return str(value).strip() or None if value is not None else None


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _decimal(text: str | None) -> Decimal | None:
    try:
        value = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() else None


def _lines(kept: Iterable[Mapping[str, str]] | None) -> tuple[Line, ...]:
    return tuple(line_from_json(dict(line)) for line in kept or ())
