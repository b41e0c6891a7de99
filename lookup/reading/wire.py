"""A document as JSON and back, whole, for a reader that runs as a process of its own."""
from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lookup.document import InvoiceDocument, Line, Party

_AMOUNTS = ("amount", "tax", "total")
_OF_LINE = ("quantity", "price", "amount", "tax")


def to_wire(document: InvoiceDocument) -> dict[str, Any]:
    """Plain values only: decimals and dates as text."""
    return _plain(asdict(document))


def from_wire(said: dict[str, Any]) -> InvoiceDocument:
    """The inverse of :func:`to_wire`."""
    return InvoiceDocument(
        **said | {name: _decimal(said[name]) for name in _AMOUNTS}
        | {
            "issue_date": date.fromisoformat(said["issue_date"]) if said["issue_date"] else None,
            "issued_at": datetime.fromisoformat(said["issued_at"]) if said["issued_at"] else None,
            "seller": Party(**said["seller"]),
            "buyer": Party(**said["buyer"]),
            "lines": tuple(Line(**line | {name: _decimal(line[name]) for name in _OF_LINE}) for line in said["lines"]),
            "warnings": tuple(said["warnings"]),
            "without": frozenset(said["without"]),
        }
    )  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple, frozenset)):
        return [_plain(inner) for inner in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
