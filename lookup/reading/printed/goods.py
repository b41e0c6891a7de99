"""The lines of goods or services between the head of their table and its sums."""
from __future__ import annotations

import re
from dataclasses import dataclass, field

from lookup.document import Line

from ..values import decimal, money, rate
from .columns import Columns
from .glyphs import Cell, Row
from .parties import spoken_lines

#: Every invoice names its goods *category*name; where it does not, a new amount is a new line.
_STARRED = re.compile(r"[*][^*]+[*]")
_FIGURE = re.compile(r"[¥]?[-−]?[0-9][0-9,]*(?:[.][0-9]+)?|[*]{3}")
_RATE = re.compile("[0-9.]+%|免税|不征税|[*]{3}|出口零税率|普通零税率")
#: 合计, 小计 and 总计 end the lines; 价税合计 too.
_SUMS = re.compile("^(?:合计|小计|总计|价税合计|原价合计|折扣额合计|备注)")
_LIST = re.compile("[(]?详见.{0,6}清单[)]?")
_TEXTS = {"name", "spec", "unit", "plate", "vehicle", "from", "to"}


@dataclass
class _Draft:
    """A line while its rows are gathered: a long name goes on below, and so may a long price."""

    texts: dict[str, list[Cell]] = field(default_factory=dict)

    def add(self, cells: dict[str, list[Cell]]) -> None:
        for what, found in cells.items():
            self.texts.setdefault(what, []).extend(found)

    def text(self, what: str) -> str | None:
        cells = self.texts.get(what)
        return (spoken_lines([cell.glyphs for cell in cells]) or None) if cells else None

    def figure(self, what: str) -> str | None:
        return "".join(cell.plain for cell in self.texts.get(what, ())) or None


class Goods:
    """The lines of an invoice, gathered page by page: a line may go on at the top of the next one."""

    def __init__(self) -> None:
        self._drafts: list[_Draft] = []

    def add_page(self, rows: list[Row], head: Columns) -> None:
        """Take the rows below the head, up to the sums."""
        for row in rows:
            if row.middle <= head.row.middle or row is head.row:
                continue
            if _SUMS.match(row.plain):
                break
            self._add(_cells(row, head))

    def _add(self, cells: dict[str, list[Cell]]) -> None:
        drafts = self._drafts
        named = any(_STARRED.match(cell.plain) for cell in cells.get("name", ()))
        begins = named or not drafts or ("amount" in cells and "amount" in drafts[-1].texts)
        if begins and ("name" in cells or "amount" in cells):
            drafts.append(_Draft())
        if drafts:
            drafts[-1].add(cells)

    def lines(self, warnings: list[str]) -> tuple[Line, ...]:
        """The lines; a figure that is none is a warning."""
        return tuple(_line(draft, warnings) for draft in self._drafts)

    def tolls(self) -> list[dict[str, str]]:
        """Plate, vehicle and days of each line of a toll invoice."""
        return [toll for draft in self._drafts if (toll := _toll(draft))]


def refers_to_list(lines: tuple[Line, ...]) -> bool:
    """Whether the lines stand on further pages (销货清单), and this one has their sum only."""
    return len(lines) == 1 and bool(_LIST.search(lines[0].name or ""))


def _cells(row: Row, head: Columns) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    taken: dict[str, Cell] = {}
    names = {column.what for column in head.columns}
    text_edge = max((column.x1 for column in head.columns if column.what in _TEXTS), default=0.0)
    # From the right: the amounts there are the surest.
    for cell in reversed(row.cells):
        if _RATE.fullmatch(cell.plain) and "rate" in names and "rate" not in found and _near_rate(cell, head):
            what = "rate"
        elif _FIGURE.fullmatch(cell.plain) and cell.x1 > text_edge and head.of_text(cell) not in ("name", "place"):
            what = head.of_figure(cell, taken)
            taken[what] = cell
        else:
            what = head.of_text(cell)
        if what == "place":
            if cell.plain.isdigit():
                continue
            # The numbers' narrow column does not keep a name from beginning under its head.
            what = "name"
        if what in found and what in _TEXTS:
            # Words of one text, a space apart.
            found[what][0] = Cell([*cell.glyphs, *found[what][0].glyphs])
        elif what:
            found.setdefault(what, []).insert(0, cell)
    return found


def _near_rate(cell: Cell, head: Columns) -> bool:
    """*** and 免税 stand in the columns of rate and tax alike."""
    near = min(head.columns, key=lambda column: abs(column.centre - cell.centre))
    return near.what == "rate" or cell.plain.endswith("%")


def _line(draft: _Draft, warnings: list[str]) -> Line:
    def number(what: str, read=decimal):
        text = draft.figure(what)
        return read(text, f"lines.{what}", warnings) if text else None

    return Line(
        name=draft.text("name"),
        spec=draft.text("spec"),
        unit=draft.text("unit"),
        quantity=number("quantity"),
        price=number("price"),
        amount=number("amount", money),
        tax_rate=rate(draft.figure("rate")),
        tax=number("tax", money),
    )


def _toll(draft: _Draft) -> dict[str, str]:
    names = {"plate": "PlateNumber", "vehicle": "VehicleType", "from": "StartDatesOfPassage", "to": "EndDatesOfPassage"}
    return {name: text for what, name in names.items() if (text := draft.figure(what))}
