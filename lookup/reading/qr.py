"""The text of an invoice's QR code → what it says. A QR code may hold anything; only the bureau's payloads count.

Older:          01,<kind>,<code>,<number>,<amount WITHOUT tax>,<yyyymmdd>,<check code>,<hex>
数电:           01,<31 专 | 32 普 | kind>,,<20 digits>,<total WITH tax>,<yyyymmdd>,,<hex>
Railway pilot:  01,10,<20 digits>,<amount without tax>,<date>,<hex>
"""
from __future__ import annotations

import re
from dataclasses import replace

from lookup.document import InvoiceDocument

from .kinds import kind_of_qr
from .values import moment, money

_OLDER = re.compile(r"01,(\d{0,2}),(\d{12}|\d{10}),(\d{8}),([^,]*),([^,]*)(?:,([^,]*))?(?:,[^,]*){0,3}", re.ASCII)
_DIGITAL = re.compile(r"01,(\d{0,2}),,(\d{20}),([^,]*),([^,]*)(?:,[^,]*){0,4}", re.ASCII)
_PILOT = re.compile(r"01,10,(\d{20}),([^,]*),([^,]*)(?:,[^,]*){0,3}", re.ASCII)


def is_invoice(payload: str) -> bool:
    """Whether this is the text of an invoice's QR code, and not of some other one beside it."""
    return any(pattern.fullmatch(payload.strip()) for pattern in (_OLDER, _DIGITAL, _PILOT))


def read_qr(payload: str, format: str = "image") -> InvoiceDocument | None:
    """What the payload says, or None if it is no invoice's; a figure or date that cannot be is a warning."""
    text = payload.strip()
    warnings: list[str] = []
    if older := _OLDER.fullmatch(text):
        _kind, code, number, amount, issued, check_code = older.groups()
        document = InvoiceDocument(
            kind=kind_of_qr(text), code=code, number=number, amount=_figure(amount, "amount", warnings),
            check_code=check_code or None,
        )  # fmt: skip
    elif digital := _DIGITAL.fullmatch(text):
        _kind, number, total, issued = digital.groups()
        document = InvoiceDocument(kind=kind_of_qr(text), number=number, total=_figure(total, "total", warnings))
    elif pilot := _PILOT.fullmatch(text):
        number, amount, issued = pilot.groups()
        # "10" is what the pilot wrote for want of a code of its own.
        document = InvoiceDocument(kind="51", number=number, amount=_figure(amount, "amount", warnings))
    else:
        return None
    issue_date, _time = moment(issued.strip(), warnings)
    figure = document.total if document.total is not None else document.amount
    return replace(
        document, format=format, issue_date=issue_date, red=figure is not None and figure < 0,
        warnings=tuple(f"QR {warning}" for warning in warnings),
    )  # fmt: skip


def _figure(text: str, field: str, warnings: list[str]):
    return money(text.strip(), field, warnings)
