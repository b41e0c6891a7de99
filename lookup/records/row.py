"""The columns of a record that a document fills."""
from lookup.as_document import contacts_of, line_to_json
from lookup.document import InvoiceDocument

from .parties import Parties, is_person


def columns(document: InvoiceDocument, parties: Parties) -> dict:
    """Return Invoice attribute -> value for everything that the document itself decides."""
    return {
        "number": document.number,
        "code": document.code or "",
        "kind": document.kind or "",
        "issue_date": document.issue_date,
        "issued_at": document.issued_at,
        "seller_id": parties.taxpayer_id(document.seller),
        "buyer_id": parties.taxpayer_id(document.buyer),
        "seller_name_id": parties.name_id(document.seller),
        "buyer_name_id": parties.name_id(document.buyer),
        "contacts": contacts_of(document),
        "personal": is_person(document.buyer.tax_id),
        "amount": document.amount,
        "tax": document.tax,
        "total": document.total,
        "lines": [line_to_json(line) for line in document.lines],
        "remark": document.remark or "",
        "drawer": document.drawer or "",
        "check_code": document.check_code or "",
        "special": document.special,
        "red_of": document.red_of or "",
    }


def key_of(document: InvoiceDocument) -> tuple[str, str]:
    """Return (number, code), by which an invoice is known."""
    return document.number or "", document.code or ""


def slug_of(document: InvoiceDocument) -> str:
    return f"{document.code}-{document.number}" if document.code else document.number or ""
