"""Whether what a document says can be true: every fault, with the feed's reason for it. Pure.

Only what is certain is a fault. Details are facts in figures (``100.00 + 13.00 ≠ 114.00``); the words for
each reason are the model's.
"""
from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from invoice_portal.accounts import tax_id as tax_ids

from .document import InvoiceDocument, Line
from .number import FIRST_DIGITAL, problem, year_of

#: Each line's figure is rounded to a fen on its own, so a sum may differ by a fen per line; never by more.
PER_LINE = Decimal("0.01")
_FEN = Decimal("0.01")
_NO_TAX = frozenset({"免税", "不征税", "***"})
_ALWAYS = ("number", "issue_date", "total")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that cannot be true. ``reason`` is an Entry.Reason, ``field`` as in read_document."""

    reason: str
    field: str
    detail: str


def faults(document: InvoiceDocument, *, today: date, known_tax_ids: Container[str] = frozenset()) -> list[Fault]:
    """Every fault, gravest first. ``known_tax_ids``: registered ones, right even where their checksum is not."""
    return [
        *_missing(document),
        *_number(document),
        *_tax_ids(document, known_tax_ids),
        *_dates(document, today),
        *_amounts(document),
        *_lines(document),
    ]


def _missing(document: InvoiceDocument) -> Iterator[Fault]:
    for field in _ALWAYS:
        if getattr(document, field) in (None, ""):
            yield Fault("MISSING_FIELD", field, "")
    for side in ("seller", "buyer"):
        # A natural person often has no tax ID; a name is always printed.
        if side not in document.without and not getattr(document, side).name:
            yield Fault("MISSING_FIELD", f"{side}_name", "")


def _number(document: InvoiceDocument) -> Iterator[Fault]:
    if not document.number:
        return
    found = problem(document.number, document.code or "")
    if found is None:
        return
    if not document.code and len(document.number) == 8:
        yield Fault("MISSING_FIELD", "code", "")
        return
    field = "code" if found.part == "code" else "number"
    yield Fault("BAD_NUMBER", field, f"{found.part}: {found.value}")


def _tax_ids(document: InvoiceDocument, known: Container[str]) -> Iterator[Fault]:
    for side, reason in (("buyer", "BAD_BUYER_ID"), ("seller", "BAD_SELLER_ID")):
        tax_id = getattr(document, side).tax_id
        if tax_id and (found := tax_ids.problem(tax_id)) and tax_id not in known:
            yield Fault(reason, f"{side}_tax_id", f"{found.code}: {tax_id}")


def _dates(document: InvoiceDocument, today: date) -> Iterator[Fault]:
    issued = document.issue_date
    if issued is None:
        return
    if issued > today:
        yield Fault("BAD_DATE", "issue_date", f"{issued} > {today}")
        return
    year = year_of(document.number or "", document.code or "")
    if year is None:
        return
    if year != issued.year:
        yield Fault("BAD_DATE", "issue_date", f"{issued} ≠ {year}")
    elif issued < FIRST_DIGITAL:
        yield Fault("BAD_DATE", "issue_date", f"{issued} < {FIRST_DIGITAL}")


def _amounts(document: InvoiceDocument) -> Iterator[Fault]:
    amount, tax, total = document.amount, document.tax, document.total
    for field, value in (("amount", amount), ("tax", tax), ("total", total)):
        if value is not None and value != value.quantize(_FEN):
            yield Fault("AMOUNTS_DISAGREE", field, f"{value}")
            return
    if amount is None or total is None:
        return
    if tax is not None and amount + tax != total:
        yield Fault("AMOUNTS_DISAGREE", "total", f"{amount} + {tax} ≠ {total}")
    # Without a tax figure the total may be more than the net amount, unless every line says that no tax is due.
    elif tax is None and amount != total and document.lines and all(_untaxed(line) for line in document.lines):
        yield Fault("AMOUNTS_DISAGREE", "total", f"{amount} ≠ {total}")
    elif document.red and total > 0:
        yield Fault("AMOUNTS_DISAGREE", "total", f"{total} > 0")


def _untaxed(line: Line) -> bool:
    return line.tax_rate in _NO_TAX


def _lines(document: InvoiceDocument) -> Iterator[Fault]:
    # Rate × amount is not checked: under 差额征税 the tax is rightly less.
    for field in ("amount", "tax"):
        expected = getattr(document, field)
        figures = [getattr(line, field) for line in document.lines]
        if field == "tax":
            figures = [Decimal(0) if f is None and _untaxed(line) else f for f, line in _paired(figures, document)]
        if expected is None or not figures or None in figures:
            continue
        found = sum(figures, Decimal(0))
        if abs(found - expected) > PER_LINE * len(figures):
            yield Fault("LINES_DISAGREE", field, f"{found} ≠ {expected}")


def _paired(figures: list[Decimal | None], document: InvoiceDocument) -> zip[tuple[Decimal | None, Line]]:
    return zip(figures, document.lines, strict=True)
