"""A document as the flat object that read_document prints, and claimed fields made into a document."""
from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lookup.checking import faults
from lookup.document import InvoiceDocument, Line, Party

from .kinds import kind_of
from .values import SHANGHAI, decimal, moment, money, rate

FORMATS = ("xml", "ofd", "pdf", "image", "xlsx", "csv")
#: The facts of one invoice, in the order in which they are shown.
FIELDS = (
    "kind", "number", "code", "issue_date", "seller_tax_id", "seller_name", "buyer_tax_id", "buyer_name",
    "amount", "tax", "total",
)  # fmt: skip


def to_json(
    document: InvoiceDocument, path: str, *, today: date | None = None, known_tax_ids: Container[str] = frozenset()
) -> dict[str, Any]:
    """The object of one invoice; faults are among its warnings."""
    today = today or datetime.now(SHANGHAI).date()
    found = faults(document, today=today, known_tax_ids=known_tax_ids)
    return {
        "path": path,
        "format": document.format,
        **facts(document),
        "lines": lines_json(document),
        "warnings": [*document.warnings, *(f"{f.reason} {f.field}: {f.detail}".rstrip(": ") for f in found)],
        "error": None,
    }


def error_json(path: str, format: str | None, detail: str, code: str = "UNREADABLE") -> dict[str, Any]:
    """The object of a file in which nothing could be read; what is no document ("zip") has no format."""
    nothing = dict.fromkeys(FIELDS)
    error = {"code": code, "detail": detail}
    format = format if format in FORMATS else None
    return {"path": path, "format": format, **nothing, "lines": [], "warnings": [], "error": error}


def facts(document: InvoiceDocument) -> dict[str, str | None]:
    """The invoice's fields as text; what the document does not say is None."""
    return {
        "kind": document.kind,
        "number": document.number,
        "code": document.code,
        "issue_date": document.issue_date.isoformat() if document.issue_date else None,
        "seller_tax_id": document.seller.tax_id,
        "seller_name": document.seller.name,
        "buyer_tax_id": document.buyer.tax_id,
        "buyer_name": document.buyer.name,
        "amount": _amount(document.amount),
        "tax": _amount(document.tax),
        "total": _amount(document.total),
    }


def lines_json(document: InvoiceDocument) -> list[dict[str, str | None]]:
    """Lines as records keep them: decimals as text."""
    return [
        {
            "name": line.name,
            "spec": line.spec,
            "unit": line.unit,
            "quantity": _plain(line.quantity),
            "price": _plain(line.price),
            "amount": _amount(line.amount),
            "tax_rate": line.tax_rate,
            "tax": _amount(line.tax),
            "tax_code": line.tax_code,
        }
        for line in document.lines
    ]


def from_claimed(claimed: Mapping[str, Any]) -> InvoiceDocument:
    """A document of what a person claims, under the names above; ValueError names the field that is wrong."""
    text = {name: str(value).strip() for name, value in claimed.items() if value is not None and name != "lines"}
    get = {name: value for name, value in text.items() if value}.get
    issue_date, issued_at = _strict("issue_date", moment, get("issue_date"))
    kind = get("kind")
    if kind and not kind_of(kind):
        raise ValueError("kind")
    return InvoiceDocument(
        format="claim",
        kind=kind_of(kind),
        number=get("number"),
        code=get("code"),
        issue_date=issue_date,
        issued_at=issued_at,
        seller=Party(get("seller_tax_id"), get("seller_name")),
        buyer=Party(get("buyer_tax_id"), get("buyer_name")),
        amount=_figure("amount", get("amount")),
        tax=_figure("tax", get("tax")),
        total=_figure("total", get("total")),
        lines=tuple(_claimed_line(line) for line in claimed.get("lines") or ()),
        remark=get("remark"),
        drawer=get("drawer"),
        red_of=get("red_of"),
        red=bool(get("total", "").startswith("-")),
    )


def _claimed_line(line: Mapping[str, Any]) -> Line:
    if not isinstance(line, Mapping):
        raise ValueError("lines")
    get = {name: str(value).strip() for name, value in line.items() if value not in (None, "")}.get
    return Line(
        get("name"), get("spec"), get("unit"),
        _figure("lines", get("quantity"), decimal), _figure("lines", get("price"), decimal),
        _figure("lines", get("amount")), rate(get("tax_rate")), _figure("lines", get("tax")), get("tax_code"),
    )  # fmt: skip


def _figure(field: str, text: str | None, read=money) -> Decimal | None:
    warnings: list[str] = []
    value = read(text, field, warnings)
    if warnings:
        raise ValueError(field)
    return value


def _strict(field: str, read, text: str | None):
    warnings: list[str] = []
    value = read(text, warnings)
    if warnings:
        raise ValueError(field)
    return value


def _amount(value: Decimal | None) -> str | None:
    """Two decimals; more only where the document itself has more, which is a fault to be seen."""
    if value is None:
        return None
    return f"{value:.2f}" if value == round(value, 2) else f"{value:f}"


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
