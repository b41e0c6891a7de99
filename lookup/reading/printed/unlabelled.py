"""The goods of a form whose head is part of a picture: by shape and order, and only if all of it adds up."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from lookup.document import Line

from ..values import decimal, money, rate
from .glyphs import Cell, Row
from .parties import spoken_lines
from .sums import Sums

_STARRED = re.compile(r"[*][^*]+[*]")
_FIGURE = re.compile(r"[-−]?[0-9][0-9,]*(?:[.][0-9]+)?|[*]{3}")
_RATE = re.compile("[0-9.]+%|免税|不征税")
#: A price is rounded; a cent is what that may cost.
_NEAR = Decimal("0.01")


@dataclass
class _Draft:
    """A line's cells: a name or a specification may go on below, a figure may not."""

    name: list[Cell]
    texts: list[Cell]
    figures: list[Cell]

    def line(self) -> Line | None:
        """From the right: tax, rate, net; then price and quantity. None if it is not so."""
        rates = [place for place, cell in enumerate(self.figures) if _RATE.fullmatch(cell.plain)]
        if not rates or rates[0] == 0:
            return None
        *before, amount = self.figures[: rates[0]]
        after = self.figures[rates[0] + 1 :]
        if len(before) not in (0, 2) or len(after) > 1:
            return None
        quantity, price = (decimal(cell.plain, "", []) for cell in before) if before else (None, None)
        # Whoever counts says in what; a single text beside a figure is the unit.
        unit = self.texts.pop() if before and self.texts else None
        return Line(
            name=_spoken(self.name), spec=_spoken(self.texts), unit=_spoken([unit] if unit else []),
            quantity=quantity, price=price, amount=money(amount.plain, "", []),
            tax_rate=rate(self.figures[rates[0]].plain), tax=money(after[0].plain, "", []) if after else None,
        )  # fmt: skip


def lines_by_shape(rows: Iterable[Row], sums: Sums) -> tuple[Line, ...]:
    """The lines from the first *category*name to the sums; () if they are not those that the sums are of."""
    drafts: list[_Draft] = []
    for row in rows:
        if drafts and "¥" in row.plain:
            break
        begins = next((cell for cell in row.cells if _STARRED.match(cell.plain)), None)
        if begins:
            drafts.append(_begun(begins, row))
        elif drafts and not _goes_on(drafts[-1], row):
            return ()
    lines = tuple(draft.line() for draft in drafts)
    found = tuple(line for line in lines if line is not None)
    return found if len(found) == len(lines) and _adds_up(found, sums) else ()


def _begun(begins: Cell, row: Row) -> _Draft:
    draft = _Draft([begins], [], [])
    for cell in row.cells:
        if cell.x0 <= begins.x0:
            continue
        if _RATE.fullmatch(cell.plain) or (_FIGURE.fullmatch(cell.plain) and not _is_word(draft, cell)):
            draft.figures.append(cell)
        elif not draft.texts and _is_word(draft, cell):
            draft.name.append(cell)
        else:
            draft.texts.append(cell)
    return draft


def _is_word(draft: _Draft, cell: Cell) -> bool:
    """Whether the cell is a further word of the name, a space apart."""
    return not draft.figures and not draft.texts and cell.x0 - draft.name[-1].x1 < 1.2 * cell.size


def _goes_on(draft: _Draft, row: Row) -> bool:
    for cell in row.cells:
        if _FIGURE.fullmatch(cell.plain):
            return False
        below_name = abs(cell.x0 - draft.name[0].x0) < 2 * cell.size
        (draft.name if below_name else draft.texts).append(cell)
    return True


def _adds_up(lines: tuple[Line, ...], sums: Sums) -> bool:
    products = all(
        abs(line.quantity * line.price - line.amount) <= _NEAR * max(Decimal(1), abs(line.quantity))
        for line in lines
        if line.quantity is not None and line.price is not None and line.amount is not None
    )
    amounts = sum((line.amount or Decimal(0) for line in lines), Decimal(0))
    taxes = sum((line.tax or Decimal(0) for line in lines), Decimal(0))
    return bool(lines) and products and amounts == sums.amount and taxes == (sums.tax or Decimal(0))


def _spoken(cells: list[Cell]) -> str | None:
    return (spoken_lines(_by_row(cells)) or None) if cells else None


def _by_row(cells: list[Cell]) -> list[list]:
    rows: list[list] = []
    for place, cell in enumerate(cells):
        same = place and abs(cell.glyphs[0].middle - cells[place - 1].glyphs[0].middle) < 0.4 * cell.size
        if same:
            rows[-1] += cell.glyphs
        else:
            rows.append(list(cell.glyphs))
    return rows
