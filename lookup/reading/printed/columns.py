"""The columns of the goods table, by the words of its head."""
from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from .glyphs import Cell, Row

_HEADS = {
    "name": "项目名称|货物或应税劳务、?服务名称|货物或应税劳务名称|货物[(]劳务[)]名称|货物[(]劳务、?服务[)]名称",
    "spec": "规格型号",
    "unit": "单位",
    "quantity": "数量",
    "price": "单价",
    "amount": "金额",
    "rate": "税率/征收率|税率|征收率",
    "tax": "税额",
    # Toll invoices.
    "plate": "车牌号",
    "vehicle": "类型",
    "from": "通行日期起",
    "to": "通行日期止",
    "place": "序号",
}
_ANY = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _HEADS.items()))
_FIGURES = ("quantity", "price", "amount", "tax")


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head: what it is called here, and where its word stands."""

    what: str
    x0: float
    x1: float

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Columns:
    """The head of a goods table."""

    row: Row
    columns: list[Column]

    def of_text(self, cell: Cell) -> str:
        """The column of a text, which is set from the left: by where it begins, between the heads' middles."""
        texts = [column for column in self.columns if column.what not in _FIGURES]
        for left, right in pairwise(texts):
            if cell.x0 < (left.x1 + right.x0) / 2 or cell.centre < left.x1:
                return left.what
        return texts[-1].what if texts else ""

    def of_figure(self, cell: Cell, taken: dict[str, Cell]) -> str:
        """The column of a figure, which is set to the right or in the middle."""
        free = [column for column in self.columns if column.what in _FIGURES and column.what not in taken]
        near = min(free, key=lambda c: min(abs(c.x1 - cell.x1), abs(c.centre - cell.centre)), default=None)
        return near.what if near else ""


def columns_of(row: Row) -> Columns | None:
    """The columns that a row is the head of; None for any other row."""
    found = [
        Column(match.lastgroup or "", row.glyphs[begin].x0, row.glyphs[end - 1].x1)
        for match, begin, end in row.found(_ANY)
    ]
    names = [column.what for column in found]
    whole = "name" in names and "amount" in names and ("tax" in names or "rate" in names)
    return Columns(row, found) if whole else None
