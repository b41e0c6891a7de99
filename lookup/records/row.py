"""The columns of a record that a document fills."""
from lookup.as_document import contacts_of, line_to_json
from lookup.document import InvoiceDocument

from .parties import Parties, is_person

#: In the order of ``values``.
COLUMNS = (
    "number", "code", "kind", "issue_date", "issued_at", "seller_id", "buyer_id", "seller_name_id", "buyer_name_id",
    "contacts", "personal", "amount", "tax", "total", "lines", "remark", "drawer", "check_code", "special", "red_of",
)  # fmt: skip
JSON_COLUMNS = frozenset({"contacts", "lines", "special"})


def values(document: InvoiceDocument, parties: Parties) -> tuple:
    """Return everything that the document itself decides, JSON still as objects."""
    seller, buyer = document.seller, document.buyer
    return (
        document.number,
        document.code or "",
        document.kind or "",
        document.issue_date,
        document.issued_at,
        parties.taxpayer_id(seller),
        parties.taxpayer_id(buyer),
        parties.name_id(seller),
        parties.name_id(buyer),
        contacts_of(document),
        is_person(buyer.tax_id),
        document.amount,
        document.tax,
        document.total,
        [line_to_json(line) for line in document.lines],
        document.remark or "",
        document.drawer or "",
        document.check_code or "",
        document.special,
        document.red_of or "",
    )


def columns(document: InvoiceDocument, parties: Parties) -> dict:
    """Return Invoice attribute -> value for everything that the document itself decides."""
    return dict(zip(COLUMNS, values(document, parties), strict=True))


def key_of(document: InvoiceDocument) -> tuple[str, str]:
    """Return (number, code), by which an invoice is known."""
    return document.number or "", document.code or ""


def slug_of(document: InvoiceDocument) -> str:
    return f"{document.code}-{document.number}" if document.code else document.number or ""
