"""Columns told from what is in them, where no header names them: numbers, codes, dates, tax IDs, amounts."""
from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from invoice_portal.accounts import tax_id as tax_ids

from .cells import DigitsLost, digits_of, moment_of, money_of, text_of
from .workbook import Cell

_CODE_AND_NUMBER = re.compile(r"(?:[0-9]{12}|[0-9]{10})[^0-9]+[0-9]{8}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
#: So many of a column's cells must have its shape; a few may be empty or wrong.
_MOST = 0.7


def columns_by_content(rows: list[list[Cell]]) -> dict[str, int]:
    """{field: index} as far as the shapes leave no doubt; {} if no column holds numbers of invoices."""
    width = max((len(row) for row in rows), default=0)
    columns = [[row[index] if index < len(row) else None for row in rows] for index in range(width)]
    found: dict[str, int] = {}
    for index, cells in enumerate(columns):
        for field, has_shape in _SHAPES.items():
            if field not in found and index not in found.values() and _mostly(cells, has_shape):
                found[field] = index
    if "number" not in found:
        return {}
    _parties(columns, found)
    _amounts(columns, found)
    return found


def _mostly(cells: list[Cell], has_shape: Callable[[Cell], bool]) -> bool:
    said = [cell for cell in cells if text_of(cell)]
    return bool(said) and sum(map(has_shape, said)) >= _MOST * len(said)


def _is_number(cell: Cell) -> bool:
    try:
        text = digits_of(cell, 8)
    except DigitsLost:
        return True
    return (text.isdigit() and len(text) in (8, 20) and not _is_date(cell)) or bool(_CODE_AND_NUMBER.fullmatch(text))


def _is_code(cell: Cell) -> bool:
    try:
        text = digits_of(cell)
    except DigitsLost:
        return False
    return text.isdigit() and len(text) in (10, 12)


def _is_date(cell: Cell) -> bool:
    on = moment_of(cell, [])[0]
    return on is not None and 2000 <= on.year <= 2100


def _is_tax_id(cell: Cell) -> bool:
    text = tax_ids.clean(text_of(cell))
    return len(text) == 18 and tax_ids.problem(text) is None


_SHAPES: dict[str, Callable[[Cell], bool]] = {"number": _is_number, "code": _is_code, "issue_date": _is_date}


def _parties(columns: list[list[Cell]], found: dict[str, int]) -> None:
    """Seller before buyer, as every form of the bureau has them; the name stands beside its tax ID."""
    ids = [index for index, cells in enumerate(columns) if _mostly(cells, _is_tax_id)]
    if len(ids) != 2:
        return
    for side, index in zip(("seller", "buyer"), ids, strict=True):
        found[f"{side}_tax_id"] = index
        for beside in (index + 1, index - 1):
            named = 0 <= beside < len(columns) and _mostly(columns[beside], lambda c: bool(_CHINESE.search(text_of(c))))
            if named and beside not in found.values():
                found[f"{side}_name"] = beside
                break


def _amounts(columns: list[list[Cell]], found: dict[str, int]) -> None:
    """Three columns of figures of which the first two add up to the third; a single one is what was paid."""
    figures = {
        index: [money_of(cell, "", []) for cell in cells]
        for index, cells in enumerate(columns)
        if index not in found.values() and _mostly(cells, _is_figure)
    }
    for net in figures:
        for tax in figures:
            for total in figures:
                if len({net, tax, total}) == 3 and net < tax and _add_up(figures[net], figures[tax], figures[total]):
                    found.update(amount=net, tax=tax, total=total)
                    return
    if len(figures) == 1:
        (found["total"],) = figures


def _is_figure(cell: Cell) -> bool:
    value = money_of(cell, "", [])
    # A row's place in the table is a figure too, but has no fen.
    return value is not None and ((isinstance(cell, float) and not cell.is_integer()) or "." in text_of(cell))


def _add_up(net: list[Decimal | None], tax: list[Decimal | None], total: list[Decimal | None]) -> bool:
    whole = [(a, b, c) for a, b, c in zip(net, tax, total, strict=True) if None not in (a, b, c)]
    return bool(whole) and all(a + b == c for a, b, c in whole)  # type: ignore[operator]
