"""The official form of a 数电票 on A5 landscape, drawn from its layout. Lengths in mm, letters in points."""
from __future__ import annotations

from .drawing.book import Book
from .drawing.sheet import MM, Lettering, Sheet
from .drawing.tree import Element
from .goods import draw_goods, draw_totals
from .layout import Layout, Page
from .measures import FRAME_LEFT, FRAME_TOP, FRAME_WIDTH, HAIR, INK, INNER_LEFT, INNER_WIDTH, LABEL, LINE, MAROON, PLAIN

_TITLE = Lettering(14, 20, MAROON)
_RED = Lettering(10, 11, "#b00020")
_FACT, _FACT_LABEL = Lettering(8, 11, INK), Lettering(8, 11, MAROON)
_PARTY, _PARTY_LABEL = Lettering(7.8, 11, INK), Lettering(7, 8.4, MAROON)
_NOTE_LABEL = Lettering(7.5, 11, MAROON)
_CODE, _CODE_LABEL = Lettering(7, 9.638, INK), Lettering(7, 9.638, MAROON)
_MARK = Lettering(46, 56, "#c8102e")
#: The mark's box, and how it lies on the page.
_MARK_BOX, _MARK_TURN, _MARK_OPACITY = (45.0, 58.0, 122.0, 21.76), 18.0, 0.28
_SIDE = (INNER_WIDTH - 2 * LABEL) / 2


def draw_page(book: Book, invoice: Layout, number: int, *, code: str, address: str, mark: str | None) -> None:
    """Add page ``number`` (from 1) to the book, which holds the pictures ``qr`` and, if there is a code, ``verify``.

    Args:
        code: by which the paper is checked, at ``address``; empty: nothing is printed of it.
        mark: what stands across the page.
    """
    page = invoice.pages[number - 1]
    sheet, part = book.sheet(), book.root.child("Sect")
    _draw_head(sheet, part, invoice, number)
    foot = _draw_frame(sheet, part, invoice, page)
    with sheet.decoration():
        sheet.box(FRAME_LEFT + HAIR / 2, FRAME_TOP + HAIR / 2, FRAME_WIDTH - HAIR, foot - FRAME_TOP, HAIR, MAROON)
    if page.last:
        _labelled(sheet, part, "开票人：", invoice.drawer, 14, 148 - 5.5 - LINE, _FACT_LABEL, _FACT)
    if code:
        _draw_check(sheet, part, code, address)
    if mark:
        _draw_mark(sheet, part, mark)


def _draw_head(sheet: Sheet, part: Element, invoice: Layout, number: int) -> None:
    _picture(sheet, part, "qr", "发票二维码", (7, 4.5, 18))
    if invoice.red:
        width = sheet.used.typeface.width("红字", _RED.size) / MM
        with sheet.decoration():
            sheet.box(27.15, 8.15, width + 3.3, 4.78, 0.3, _RED.color)
        _line(sheet, part, "P", "红字", 28.8, 8.6, _RED)
    with sheet.part_of(part.child("H1")):
        half = sheet.text(invoice.title, 90, 8, _TITLE, align=0.5) - 90 + 3
    with sheet.decoration():
        for y in (15.22, 15.89):
            sheet.rule(90 - half, y, 90 + half, y, 0.33, MAROON)
    top = 6.5
    for label, value in invoice.facts:
        _labelled(sheet, part, f"{label}：", value, 140.5, top, _FACT_LABEL, _FACT)
        top += LINE
    if len(invoice.pages) > 1:
        _line(sheet, part, "P", f"共{len(invoice.pages)}页 第{number}页", 140.5, top, _FACT)


def _draw_frame(sheet: Sheet, part: Element, invoice: Layout, page: Page) -> float:
    """Draw all that stands in the frame, and return where the frame ends."""
    top = FRAME_TOP + HAIR
    top = _draw_parties(sheet, part, invoice, top)
    if page.rows or page.last:
        top = draw_goods(sheet, part, page, top)
        top = draw_totals(sheet, part, invoice, page, top)
    if page.last or page.remark:
        top = _draw_remark(sheet, part, page, top)
    return top


def _draw_parties(sheet: Sheet, part: Element, invoice: Layout, top: float) -> float:
    height = invoice.party_height * LINE
    row = part.child("Table").child("TR")
    for at, (label, lines) in enumerate(invoice.parties):
        left = INNER_LEFT + at * (LABEL + _SIDE)
        _upright(sheet, row, label, left, top, height, _PARTY_LABEL)
        with sheet.decoration():
            for x in (left, left + LABEL)[1 - at :]:
                sheet.rule(x, top, x, top + height, HAIR, MAROON)
        with sheet.part_of(row.child("TD")):
            for number, line in enumerate(lines):
                sheet.text(line, left + LABEL + 1.5, top + number * LINE, _PARTY)
    return top + height


def _draw_remark(sheet: Sheet, part: Element, page: Page, top: float) -> float:
    height = max(3, len(page.remark)) * LINE + 0.8
    row = part.child("Table").child("TR")
    with sheet.decoration():
        sheet.rule(INNER_LEFT, top + HAIR / 2, INNER_LEFT + INNER_WIDTH, top + HAIR / 2, HAIR, MAROON)
        sheet.rule(INNER_LEFT + LABEL, top, INNER_LEFT + LABEL, top + HAIR + height, HAIR, MAROON)
    _upright(sheet, row, "备注", INNER_LEFT, top + HAIR, height, _NOTE_LABEL)
    with sheet.part_of(row.child("TD")):
        for number, line in enumerate(page.remark):
            sheet.text(line, INNER_LEFT + LABEL + 1.5, top + HAIR + 0.4 + number * LINE, PLAIN)
    return top + HAIR + height


def _draw_check(sheet: Sheet, part: Element, code: str, address: str) -> None:
    """Where the paper is checked: the code at the foot, and the same as a QR code beside number and date."""
    _picture(sheet, part, "verify", f"核验二维码，核验码 {code}", (190, 6, 14))
    pieces = (("核验码：", _CODE_LABEL), (f"{code}　", _CODE), ("核验网址：", _CODE_LABEL), (address, _CODE))
    width = sum(sheet.used.typeface.width(text, style.size) for text, style in pieces) / MM
    x = 204 - width
    with sheet.part_of(part.child("P")):
        for text, style in pieces:
            x = sheet.text(text, x, 148 - 2.4 - 3.4, style)


def _draw_mark(sheet: Sheet, part: Element, mark: str) -> None:
    left, top, width, height = _MARK_BOX
    middle = left + width / 2
    with sheet.turned(_MARK_TURN, middle, top + height / 2, _MARK_OPACITY):
        with sheet.decoration():
            sheet.box(left + 0.5, top + 0.5, width - 1, height - 1, 1, _MARK.color)
        with sheet.part_of(part.child("P")):
            sheet.text(mark, middle, top + 1, _MARK, align=0.5)


def _upright(
    sheet: Sheet, row: Element, label: str, left: float, top: float, height: float, style: Lettering
) -> None:  # fmt: skip
    """Write a heading's characters one below the other, in the middle of its cell."""
    step = style.leading / MM
    first = top + (height - step * len(label)) / 2
    with sheet.part_of(row.child("TH", attributes={"O": "/Table", "Scope": "/Row"})):
        for number, character in enumerate(label):
            sheet.text(character, left + LABEL / 2, first + number * step, style, align=0.5)


def _labelled(
    sheet: Sheet, part: Element, label: str, value: str, x: float, top: float, first: Lettering, rest: Lettering
) -> None:  # fmt: skip
    with sheet.part_of(part.child("P")):
        sheet.text(value, sheet.text(label, x, top, first), top, rest)


def _line(sheet: Sheet, part: Element, tag: str, text: str, x: float, top: float, style: Lettering) -> None:
    with sheet.part_of(part.child(tag)):
        sheet.text(text, x, top, style)


def _picture(sheet: Sheet, part: Element, name: str, alt: str, place: tuple[float, float, float]) -> None:
    x, y, side = place
    box = [f"{value * MM:.2f}" for value in (x, sheet.height - y - side, x + side, sheet.height - y)]
    figure = part.child("Figure", alt=alt, attributes={"O": "/Layout", "BBox": f"[{' '.join(box)}]"})
    with sheet.part_of(figure):
        sheet.picture(name, x, y, side, side)
