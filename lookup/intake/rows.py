"""One row of a table of invoices as bytes of its own, the same each time it is read, and back."""
import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lookup.as_document import line_from_json, line_to_json
from lookup.document import InvoiceDocument, Party

_TEXTS = ("format", "kind", "number", "code", "remark", "drawer", "check_code", "red_of", "validity")
_PARTY = ("tax_id", "name", "address", "phone", "bank", "account")
_AMOUNTS = ("amount", "tax", "total")


def row_json(document: InvoiceDocument) -> bytes:
    """Return everything that was read from a row; what could not be is among the warnings."""
    said: dict[str, Any] = {name: getattr(document, name) for name in _TEXTS}
    for name in _AMOUNTS:
        value = getattr(document, name)
        said[name] = None if value is None else str(value)
    said["issue_date"] = document.issue_date and document.issue_date.isoformat()
    said["issued_at"] = document.issued_at and document.issued_at.isoformat()
    said["seller"], said["buyer"] = _said(document.seller), _said(document.buyer)
    said["lines"] = [line_to_json(line) for line in document.lines]
    said["red"], said["special"] = document.red, document.special
    said["warnings"], said["without"] = list(document.warnings), sorted(document.without)
    return json.dumps({name: value for name, value in said.items() if value}, sort_keys=True).encode()


def row_document(raw: bytes) -> InvoiceDocument | None:
    """Return the document of a row that was kept; None if the bytes are no such row."""
    if not raw.startswith(b"{"):
        return None
    try:
        said = json.loads(raw)
        return InvoiceDocument(
            **{name: said.get(name) for name in _TEXTS},
            **{name: Decimal(said[name]) if name in said else None for name in _AMOUNTS},
            issue_date=date.fromisoformat(said["issue_date"]) if "issue_date" in said else None,
            issued_at=datetime.fromisoformat(said["issued_at"]) if "issued_at" in said else None,
            seller=Party(**said.get("seller", {})),
            buyer=Party(**said.get("buyer", {})),
            lines=tuple(map(line_from_json, said.get("lines", ()))),
            red=said.get("red", False),
            special=said.get("special", {}),
            warnings=tuple(said.get("warnings", ())),
            without=frozenset(said.get("without", ())),
        )
    except (ValueError, TypeError, KeyError, ArithmeticError):
        return None


def _said(party: Party) -> dict[str, str]:
    return {name: value for name in _PARTY if (value := getattr(party, name)) is not None}
