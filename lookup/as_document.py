"""Turns a record back into the document it stands for, and a document into what a record keeps."""
from dataclasses import fields
from decimal import Decimal

from .document import InvoiceDocument, Line, Party
from .models import Invoice

_DECIMALS = ("quantity", "price", "amount", "tax")
_LINE_FIELDS = tuple(field.name for field in fields(Line))
_CONTACTS = ("address", "phone", "bank", "account")


def document_of(invoice: Invoice) -> InvoiceDocument:
    """Return what the record says, in the shape in which documents are read."""
    return InvoiceDocument(
        format="record",
        kind=invoice.kind or None,
        number=invoice.number,
        code=invoice.code or None,
        issue_date=invoice.issue_date,
        issued_at=invoice.issued_at,
        seller=_party(invoice.seller, invoice.seller_name, invoice.contacts.get("seller", {})),
        buyer=_party(invoice.buyer, invoice.buyer_name, invoice.contacts.get("buyer", {})),
        amount=invoice.amount,
        tax=invoice.tax,
        total=invoice.total,
        lines=tuple(map(line_from_json, invoice.lines)),
        remark=invoice.remark or None,
        drawer=invoice.drawer or None,
        check_code=invoice.check_code or None,
        red=bool(invoice.red_of) or invoice.total < 0,
        red_of=invoice.red_of or None,
        special=invoice.special,
    )


def line_to_json(line: Line) -> dict[str, str]:
    """Return the line with decimals as plain text, leaving out what it does not say."""
    said = {}
    for name in _LINE_FIELDS:
        value = getattr(line, name)
        if value is not None:
            said[name] = format(value, "f") if isinstance(value, Decimal) else value
    return said


def line_from_json(kept: dict[str, str]) -> Line:
    return Line(**{name: Decimal(value) if name in _DECIMALS else value for name, value in kept.items()})


def contacts_of(document: InvoiceDocument) -> dict[str, dict[str, str]]:
    """Return addresses, phones and banks of both parties, leaving out what is not said."""
    found = {"seller": _contacts(document.seller), "buyer": _contacts(document.buyer)}
    return {side: contacts for side, contacts in found.items() if contacts}


def _contacts(party: Party) -> dict[str, str]:
    return {name: value for name in _CONTACTS if (value := getattr(party, name))}


def _party(taxpayer, name, contacts) -> Party:
    return Party(tax_id=taxpayer.tax_id if taxpayer else None, name=name.name if name else None, **contacts)
