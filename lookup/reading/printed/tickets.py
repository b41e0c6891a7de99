"""Railway and air tickets, whose forms have no table of goods."""
from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from lookup.document import InvoiceDocument, Party

from ..values import money
from .glyphs import Cell, plain
from .page import Page
from .parties import parties_of

_MONEY = re.compile(r"(?:CNY|CN|YQ|[¥])?(-?[0-9][0-9,]*[.][0-9]{2})")
_TRAIN = re.compile("[GDCZTKYLS]?[0-9]{1,4}")
_DAY = re.compile("([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")
_STATION = re.compile("(.+)站")
_ORIGINAL = re.compile("[0-9]{20}")
#: Head of the table of fares → field; the values stand below.
_AIR = {"增值税税额": "tax", "合计": "total"}


def read_railway(page: Page, document: InvoiceDocument, warnings: list[str]) -> InvoiceDocument:
    """The fare is the total; nobody is named as seller."""
    buyer, _seller = parties_of(page, float("inf"))
    total = _fare(page, warnings)
    original = _ORIGINAL.match(plain(page.value(page.label("original"))))
    red = total is not None and total < 0
    return replace(
        document, buyer=Party(buyer.tax_id, buyer.name), total=total, red=red,
        red_of=original[0] if red and original else None, special=_journey(page),
    )  # fmt: skip


def _fare(page: Page, warnings: list[str]) -> Decimal | None:
    for what in ("fare", "refund"):
        text = plain(page.value(page.label(what)))
        if match := _MONEY.match(text):
            return money(match[1], "total", warnings)
    return None


def _journey(page: Page) -> dict[str, dict[str, str]]:
    cells = [cell for row in page.rows for cell in row.cells]
    stations = [match[1] for cell in cells if (match := _STATION.fullmatch(cell.plain)) and len(cell.plain) <= 10]
    trains = [cell.plain for cell in cells if _TRAIN.fullmatch(cell.plain) and not cell.plain.isdigit()]
    issued = page.label("date")
    days = [
        "-".join((year, month.zfill(2), day.zfill(2)))
        for row in page.rows if issued is None or row is not issued.row
        for year, month, day in _DAY.findall(row.plain)
    ]  # fmt: skip
    found = {
        "TravelDate": days[0] if days else "",
        "TrainNumber": trains[0] if trains else "",
        "DepartureStation": stations[0] if len(stations) > 1 else "",
        "DestinationStation": stations[1] if len(stations) > 1 else "",
    }
    said = {name: text for name, text in found.items() if text}
    return {"Railway": said} if said else {}


def read_air(page: Page, document: InvoiceDocument, warnings: list[str]) -> InvoiceDocument:
    """The seller is who filled it in (填开单位); the net amount is not printed."""
    buyer, _seller = parties_of(page, float("inf"))
    figures = _fares(page, warnings)
    total = figures.get("total")
    return replace(
        document, buyer=Party(buyer.tax_id, buyer.name), seller=Party(name=page.value(page.label("issuer")) or None),
        tax=figures.get("tax"), total=total, red=total is not None and total < 0,
    )  # fmt: skip


def _fares(page: Page, warnings: list[str]) -> dict[str, Decimal | None]:
    found: dict[str, Decimal | None] = {}
    for place, row in enumerate(page.rows):
        heads = {what: cell for cell in row.cells if (what := _AIR.get(cell.plain.rstrip(":")))}
        if len(heads) < 2:
            continue
        for what, head in heads.items():
            text = _below(page, place, head, [cell for cell in row.cells if cell is not head])
            if text:
                found[what] = money(text, what, warnings)
    return found


def _below(page: Page, place: int, head: Cell, others: list[Cell]) -> str | None:
    """The figure under a head: the nearest one that no other head is nearer to."""
    for row in page.rows[place + 1 : place + 4]:
        for cell in row.cells:
            nearest = min([head, *others], key=lambda other: abs(other.centre - cell.centre))
            if nearest is head and (match := _MONEY.fullmatch(cell.plain)):
                return match[1]
    return None
