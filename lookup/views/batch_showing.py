"""What pages of a ledger show of causes, rows and records: words, tones, links."""
from collections.abc import Iterable
from decimal import Decimal

from django.urls import reverse

from ..ledger.results import brief, headline_of
from ..models import UNREADABLE, LedgerRow
from ..trace.catalogue import CATALOGUE
from ..trace.showing import OWNERS, TONES

_FIGURES = ("amount", "tax", "total")


def cause_rows(causes: dict[str, int]) -> list[dict]:
    """Return a line for each class that rows ended in."""
    return [
        {"cause": cause, "count": count, "headline": headline_of(cause), "tone": TONES.get(cause, "info"),
         "owner": OWNERS["you" if cause == UNREADABLE else CATALOGUE[cause].owner]}
        for cause, count in causes.items()
    ]  # fmt: skip


def row_lines(rows: Iterable[LedgerRow]) -> list[dict]:
    """Return each row with its answer in words, and where the whole answer stands."""
    return [{"row": row, "answer": brief(row), "address": address_of(row)} for row in rows]


def differing_lines(rows: Iterable[LedgerRow]) -> list[dict]:
    """Return each row with what it adds to the difference: what the portal counts for it, less what it says."""
    return [
        {"row": row, "headline": headline_of(row.cause), "address": address_of(row), "counted": _counted(row),
         "difference": _difference(row)}
        for row in rows
    ]  # fmt: skip


def address_of(row: LedgerRow) -> str:
    """Return where the answer stands; for what was found, the invoice."""
    if row.trace_id:
        return reverse("trace-answer", args=[row.trace_id])
    return reverse("invoice", args=[row.verdict["params"]["slug"]]) if row.verdict else ""


def _counted(row: LedgerRow) -> dict[str, Decimal] | None:
    record = row.invoice
    if not row.tied or record is None:
        return None
    amount = record.amount if record.amount is not None else record.total - (record.tax or 0)
    return {"amount": amount, "tax": record.total - amount, "total": record.total}


def _difference(row: LedgerRow) -> dict[str, Decimal]:
    counted = _counted(row) or dict.fromkeys(_FIGURES, Decimal(0))
    return {name: counted[name] - (getattr(row, name) or 0) for name in _FIGURES}
