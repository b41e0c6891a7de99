"""The sums of the form: net and tax in the row of 合计, and the total in capitals and in figures."""
from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from lookup.money import amount_of

from ..values import money
from .columns import Columns
from .glyphs import Cell, Row, plain
from .page import Page

_SUM = re.compile("^(?:合计|总计)")
_SIGN = re.compile("^[¥￥]")
_MONEY = re.compile(r"[¥]?[-−]?[0-9][0-9,]*[.][0-9]{2}|[*]{3}")
#: The circled cross before the capitals, in the shapes that fonts have for it; NFKC makes an x of ⓧ.
_CROSS = re.compile("^[^零壹贰叁肆伍陆柒捌玖拾佰仟万亿(负]+")


@dataclass
class Sums:
    """Net, tax and total as printed; None where the form does not say."""

    amount: Decimal | None = None
    tax: Decimal | None = None
    total: Decimal | None = None


def sums_of(page: Page, head: Columns | None, warnings: list[str]) -> Sums:
    """Read the sums of a page; capitals that say something else than the figures are a warning."""
    if not (page.label("figures") or page.label("capitals")):
        return _by_shape(page)
    found = Sums()
    _net_and_tax(page, head, found, warnings)
    found.total = money(_figure(plain(page.value(page.label("figures")))), "total", warnings)
    words = _CROSS.sub("", plain(page.value(page.label("capitals"))))
    said = amount_of(words) if words else None
    if found.total is None:
        found.total = said
    elif words and said != found.total:
        warnings.append(f"total: {found.total} ≠ {words[:40]}")
    return found


def _by_shape(page: Page) -> Sums:
    """Where the labels are part of a picture: an amount in capitals with its figures beside, and above it two more."""
    for place, row in enumerate(page.rows):
        said = next((value for cell in row.cells if (value := amount_of(_CROSS.sub("", cell.plain)))), None)
        if said is None or said not in _figures(page, row):
            continue
        for above in reversed(page.rows[:place]):
            figures = _figures(page, above)
            # Only what adds up is known to be net and tax.
            if len(figures) == 2 and sum(figures) == said:
                return Sums(figures[0], figures[1], said)
        return Sums(total=said)
    return Sums()


def _figures(page: Page, row: Row) -> list[Decimal]:
    signed = [cell.plain for cell in _cells_at(page, row) if cell.plain.startswith("¥")]
    return [value for text in signed if (value := money(text, "", [])) is not None]


def _figure(text: str) -> str | None:
    match = _MONEY.match(text)
    return match[0] if match else text or None


def _net_and_tax(page: Page, head: Columns | None, found: Sums, warnings: list[str]) -> None:
    row = next((row for row in page.rows if _SUM.match(row.plain)), None)
    if row is None:
        return
    figures = [cell for cell in _cells_at(page, row) if _MONEY.fullmatch(cell.plain)]
    taken: dict[str, Cell] = {}
    for cell in reversed(figures):
        if head:
            taken.setdefault(head.of_figure(cell, taken), cell)
    if not head and len(figures) == 2:
        taken = {"amount": figures[0], "tax": figures[1]}
    for what in ("amount", "tax"):
        if what in taken:
            setattr(found, what, money(taken[what].plain, what, warnings))


def _cells_at(page: Page, row: Row) -> list[Cell]:
    """The row's cells, ¥ joined to its figure; where label and figures are set apart, those a little off."""
    near = [r for r in page.rows if r is row or abs(r.middle - row.middle) < 0.8 * row.size]
    cells = sorted((cell for r in near for cell in r.cells), key=lambda cell: cell.x0)
    joined: list[Cell] = []
    for cell in cells:
        if joined and _SIGN.fullmatch(joined[-1].plain):
            joined[-1] = Cell([*joined[-1].glyphs, *cell.glyphs])
        else:
            joined.append(cell)
    return joined
