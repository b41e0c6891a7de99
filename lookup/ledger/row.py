"""What a row of a ledger says of its invoice, what is asked about it, and where it counts. Pure."""
from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from lookup.document import InvoiceDocument
from lookup.reading.as_json import facts

_CENT = Decimal("0.01")
#: As records have room for.
_LARGEST = Decimal(10) ** 15


class Place(NamedTuple):
    """Where a row counts in the control totals, and its figures as far as they are said or follow."""

    side: str
    issue_date: date | None
    voided: bool
    amount: Decimal | None
    tax: Decimal | None
    total: Decimal | None


def said_of(document: InvoiceDocument) -> dict[str, str]:
    """Return the fields of ``read_document`` that the row fills; the total follows from net and tax."""
    said = {name: value.replace("\0", "") for name, value in facts(document).items() if value}
    if "total" not in said and document.amount is not None and document.tax is not None:
        said["total"] = str(document.amount + document.tax)
    return said


def place_of(document: InvoiceDocument, *, tax_id: str, side: str) -> Place:
    """Return where the row counts for the taxpayer ``tax_id``; ``side`` is the ledger's, where the row tells none."""
    amount, tax, total = map(_figure, (document.amount, document.tax, document.total))
    if total is None and amount is not None and tax is not None:
        total = amount + tax
    elif total is not None and amount is None and tax is not None:
        amount = total - tax
    elif total is not None and tax is None and amount is not None:
        tax = total - amount
    if tax_id == document.buyer.tax_id:
        side = "purchases"
    elif tax_id == document.seller.tax_id:
        side = "sales"
    return Place(side, document.issue_date, document.validity == "VOIDED", amount, tax, total)


def _figure(value: Decimal | None) -> Decimal | None:
    if value is None or abs(value) >= _LARGEST:
        return None
    return value.quantize(_CENT, ROUND_HALF_UP)
