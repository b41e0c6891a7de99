"""Railway e-ticket, XBRL ``rai`` (taxonomy 2021-11-30): the fare is the total, and no seller is named."""
from __future__ import annotations

from decimal import Decimal

from lxml import etree

from lookup.document import InvoiceDocument, Line, Party

from ..values import moment, money, one_line, rate
from .tree import named, texts

NUMBER = "ElectronicInvoiceRailwayETicketNumber"
_TRIP = (
    "TypeOfBusiness", "TravelDate", "DepartureTime", "TrainNumber", "DepartureStation", "DestinationStation",
    "Carriage", "Seat", "SeatLevel", "Name", "NumberOfOriginalInvoice",
)  # fmt: skip


def read(root: etree._Element) -> InvoiceDocument:
    warnings: list[str] = []
    number = next(named(root, NUMBER))
    found = texts(number.getparent())
    issue_date, issued_at = moment(found.get("DateOfIssue"), warnings)
    total = money(found.get("Fare"), "total", warnings)
    amount = money(found.get("TotalAmountExcludingTax"), "amount", warnings)
    tax = money(found.get("TaxAmount"), "tax", warnings)
    buyer_id = found.get("UnifiedSocialCreditCodeOfPurchaser")
    red = total is not None and total < 0
    return InvoiceDocument(
        kind="51",
        number=found.get(NUMBER),
        issue_date=issue_date,
        issued_at=issued_at,
        buyer=Party("".join(buyer_id.split()).upper() if buyer_id else None, one_line(found.get("NameOfPurchaser"))),
        amount=amount,
        tax=tax,
        total=total,
        lines=_lines(found, amount, tax),
        red=red,
        red_of=found.get("NumberOfOriginalInvoice") if red else None,
        special={"Railway": trip} if (trip := {name: found[name] for name in _TRIP if name in found}) else {},
        warnings=tuple(warnings),
        without=frozenset({"seller"}),
    )


def _lines(found: dict[str, str], amount: Decimal | None, tax: Decimal | None) -> tuple[Line, ...]:
    """One line, if the ticket tells its rate: the journey."""
    if amount is None or "TaxRate" not in found:
        return ()
    stations = [found[name] for name in ("DepartureStation", "DestinationStation") if name in found]
    name = " - ".join([*stations, *([found["TrainNumber"]] if "TrainNumber" in found else [])]) or None
    return (Line(name=name, amount=amount, tax_rate=rate(found["TaxRate"]), tax=tax),)
