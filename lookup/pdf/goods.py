"""The middle of the form: the table of goods, carried sums, totals in figures and in capitals."""
from __future__ import annotations

from .drawing.sheet import Lettering, Sheet
from .drawing.tree import Element
from .layout import Layout, Page
from .measures import HAIR, HEADING, INNER_LEFT, INNER_WIDTH, LINE, MAROON, PAD, PLAIN, WIDTHS

_HEADINGS = {
    "name": "项目名称", "spec": "规格型号", "unit": "单位", "quantity": "数量", "price": "单价", "amount": "金额",
    "rate": "税率/征收率", "tax": "税额",
}  # fmt: skip
#: Where a column's text stands: 0 left, 0.5 in the middle, 1 right.
_ALIGN = {"name": 0.0, "spec": 0.0, "unit": 0.0, "rate": 0.5}
_SUM, _SUM_LABEL = Lettering(8.5, 11, PLAIN.color), Lettering(8.5, 11, MAROON)
#: For capitals too long for their cell.
_LONG, _LONG_FROM = Lettering(6.3, 11, PLAIN.color), 30
_SUM_HEIGHT, _WORDS, _FIGURES = LINE + 2, 38.0, 54.0
#: Right edges of the sums of amounts and taxes.
_AMOUNTS = INNER_LEFT + sum(WIDTHS[name] for name in _HEADINGS if name not in ("rate", "tax")) - PAD
_TAXES = INNER_LEFT + INNER_WIDTH - PAD


def _edges() -> dict[str, tuple[float, float]]:
    edges, left = {}, INNER_LEFT
    for name, width in WIDTHS.items():
        # Rounding of the widths is the last column's.
        right = min(left + width, INNER_LEFT + INNER_WIDTH)
        edges[name] = (left, right)
        left += width
    return edges


EDGES = _edges()


def draw_goods(sheet: Sheet, part: Element, page: Page, top: float) -> float:
    """Draw the lines of goods and the room left below them; return where that ends."""
    with sheet.decoration():
        sheet.rule(INNER_LEFT, top + HAIR / 2, INNER_LEFT + INNER_WIDTH, top + HAIR / 2, HAIR, MAROON)
    top += HAIR
    table = part.child("Table")
    row = table.child("TR")
    for name, heading in _HEADINGS.items():
        left, right = EDGES[name]
        with sheet.part_of(row.child("TH", attributes={"O": "/Table", "Scope": "/Column"})):
            sheet.text(heading, (left + right) / 2, top, HEADING, align=0.5)
    cells: dict[str, Element] = {}
    for at, line in enumerate(page.rows, 1):
        if line.first or not cells:
            row = table.child("TR")
            cells = {name: row.child("TD") for name in _HEADINGS}
        for name, text in zip(_HEADINGS, line.cells, strict=True):
            if text:
                with sheet.part_of(cells[name]):
                    _cell(sheet, name, text, top + at * LINE)
    return top + (1 + len(page.rows) + page.empty) * LINE


def _cell(sheet: Sheet, name: str, text: str, top: float) -> None:
    align = _ALIGN.get(name, 1.0)
    left, right = EDGES[name]
    at = left + PAD + align * (right - left - 2 * PAD)
    sheet.text(text, at, top, PLAIN, align=align)


def draw_totals(sheet: Sheet, part: Element, invoice: Layout, page: Page, top: float) -> float:
    """Draw the sums of the page and, on the last one, those of the invoice; return where they end."""
    rows = []
    if page.subtotal:
        rows.append(("小　　计", *(f"¥{part}" for part in page.subtotal)))
    if page.last:
        tax = invoice.tax if invoice.tax == "***" else f"¥{invoice.tax}"
        rows.append(("合　　计", f"¥{invoice.amount}" if invoice.amount else "", tax))
    if rows:
        table = part.child("Table")
        for label, amount, tax in rows:
            _sums(sheet, table.child("TR"), label, amount, tax, top)
            top += LINE
    return _draw_capitals(sheet, part, invoice, top) if page.last else top


def _sums(sheet: Sheet, row: Element, label: str, amount: str, tax: str, top: float) -> None:
    with sheet.part_of(row.child("TH", attributes={"O": "/Table", "Scope": "/Row"})):
        sheet.text(label, INNER_LEFT + PAD, top, PLAIN)
    for text, right in ((amount, _AMOUNTS), (tax, _TAXES)):
        with sheet.part_of(row.child("TD")):
            sheet.text(text, right, top, PLAIN, align=1)


def _draw_capitals(sheet: Sheet, part: Element, invoice: Layout, top: float) -> float:
    with sheet.decoration():
        sheet.rule(INNER_LEFT, top + HAIR / 2, INNER_LEFT + INNER_WIDTH, top + HAIR / 2, HAIR, MAROON)
        x = INNER_LEFT + _WORDS
        sheet.rule(x, top, x, top + HAIR + _SUM_HEIGHT, HAIR, MAROON)
    row, line = part.child("Table").child("TR"), top + HAIR + 1
    with sheet.part_of(row.child("TH", attributes={"O": "/Table", "Scope": "/Row"})):
        sheet.text("价税合计（大写）", INNER_LEFT + _WORDS / 2, line, _SUM_LABEL, align=0.5)
    with sheet.part_of(row.child("TD")):
        if invoice.capitals:
            style = _LONG if len(invoice.capitals) > _LONG_FROM else _SUM
            sheet.text(f"ⓧ {invoice.capitals}", INNER_LEFT + _WORDS + 2, line, style)
    with sheet.part_of(row.child("TD")):
        x = sheet.text("（小写）", INNER_LEFT + INNER_WIDTH - _FIGURES + 2, line, _SUM_LABEL)
        sheet.text(f"¥{invoice.total}" if invoice.total else "", x, line, _SUM)
    return top + HAIR + _SUM_HEIGHT
