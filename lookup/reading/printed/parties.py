"""Buyer and seller: beside each other on a 数电票, one above the other on older forms."""
from __future__ import annotations

import re
from collections.abc import Callable

from invoice_portal.accounts import tax_id as tax_ids
from lookup.document import Party

from .glyphs import Cell, Glyph, cells_of, plain, spoken
from .page import Label, Page

_FIELDS = ("name", "tax_id", "address", "bank")
_ID = re.compile(r"[0-9A-Z]{15,20}")
_NONE = frozenset({"/", "-", "--", "***", "无"})
_BUYER, _SELLER = "购买方", "销售方"

Side = Callable[[Label], str]


def parties_of(page: Page, floor: float) -> tuple[Party, Party]:
    """(buyer, seller). ``floor``: where the goods begin, which no party's text crosses."""
    labels = [label for label in page.labels if label.what in _FIELDS and not _in_remark(page, label)]
    if not any(label.what == "name" for label in labels):
        return _by_shape(page)
    side_of = _sides(page, labels)
    said: dict[tuple[str, str], str] = {}
    for label in labels:
        side = side_of(label)
        text = _value(page, label, floor) if label.what != "tax_id" else _tax_id(plain(page.value(label)))
        if text and text not in _NONE:
            said.setdefault((side, label.what), text)
    return _party(said, "buyer"), _party(said, "seller")


def _party(said: dict[tuple[str, str], str], side: str) -> Party:
    get = {what: text for (whose, what), text in said.items() if whose == side}.get
    return Party(tax_id=get("tax_id"), name=get("name"), address=get("address"), bank=get("bank"))


def _in_remark(page: Page, label: Label) -> bool:
    """Whether the label stands in the remark, where contacts are written after all sorts of words."""
    strip = page.strip_of("remark")
    if strip is None:
        return False
    return label.x0 > strip.x1 and strip.spans(label.row, 3)


def _sides(page: Page, labels: list[Label]) -> Side:
    """How to tell whose a label is: by its own words, by the strip to its left, else by where the names stand."""
    names = [label for label in labels if label.what == "name"]
    first = names[0]
    beside = [label for label in names[1:] if label.row is first.row or _overlap(label, first)]
    below = [label for label in names[1:] if label not in beside]

    def side_of(label: Label) -> str:
        if label.text.startswith((_BUYER, _SELLER)):
            return "buyer" if label.text.startswith(_BUYER) else "seller"
        strips = [
            strip for strip in page.strips
            if strip.what in ("buyer", "seller") and strip.x1 <= label.x0 and strip.spans(label.row)
        ]  # fmt: skip
        if strips:
            return max(strips, key=lambda strip: strip.x0).what
        if beside:
            return "seller" if label.x0 >= beside[0].x0 - 2 * label.row.size else "buyer"
        return "seller" if below and label.row.middle >= below[0].row.middle - 0.5 * label.row.size else "buyer"

    return side_of


def _overlap(one: Label, other: Label) -> bool:
    return abs(one.row.middle - other.row.middle) < one.row.size


def _value(page: Page, label: Label, floor: float) -> str:
    """The text right of a label, and what it was broken into below."""
    glyphs = page.right_of(label)
    if not glyphs:
        return ""
    return spoken_lines([glyphs, *_continued(page, label, glyphs, floor)])


def _continued(page: Page, label: Label, glyphs: list[Glyph], floor: float) -> list[list[Glyph]]:
    size, bound = label.row.size, page.bound(label)
    floor = floor if floor > label.row.middle else float("inf")
    lines, last = [], label.row.middle
    for row in page.rows:
        if row.middle <= label.row.middle + 0.6 * size:
            continue
        if row.middle - last > 2.3 * size or row.bottom > floor:
            break
        # A further label below ends the value, unless it belongs to the other party.
        if any(o.row is row and o.x1 > label.x0 and o.x0 < min(bound, label.x1) for o in page.labels):
            break
        inside = [g for g in row.glyphs if label.x0 - 0.3 * size <= g.x0 and g.x1 <= bound + 0.3 * size]
        if not inside:
            break
        lines.append(inside)
        last = row.middle
    return lines


def spoken_lines(lines: list[list[Glyph]]) -> str:
    """Lines of one text. A line that stops short of the longest one by more than a word was broken at a space."""
    text = ""
    longest = max(line[-1].x1 for line in lines)
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else line
        words = text and (text[-1] + line[0].text).isascii() and (text[-1] + line[0].text).isalnum()
        short = longest - before[-1].x1 > 0.7 * before[-1].size
        text += (" " if words and short else "") + spoken(line)
    return text


def _tax_id(text: str) -> str:
    """The ID at the beginning; what is glued to it is cut off where a valid one ends."""
    found = _ID.match(text.upper())
    if not found:
        return ""
    run = found[0]
    for length in (18, 15, 17, 20):
        if len(run) == length or (len(run) > length and tax_ids.problem(run[:length]) is None):
            return run[:length]
    return run


def _by_shape(page: Page) -> tuple[Party, Party]:
    """Where the labels are part of a picture: two tax IDs, buyer first, each with its name above."""
    found = [
        (place, cell)
        for place, row in enumerate(page.rows)
        for cell in row.cells
        if len(cell.plain) == 18 and tax_ids.problem(cell.plain) is None
    ]
    if len(found) != 2:
        return Party(), Party()
    (place, buyer), (below, seller) = found
    # Side by side, the seller's name is right of the buyer's ID.
    edge = buyer.x1 if place == below else 0.0
    names = _name_above(page, place, buyer, 0.0), _name_above(page, below, seller, edge)
    return Party(buyer.plain, names[0]), Party(seller.plain, names[1])


def _name_above(page: Page, place: int, tax_id: Cell, edge: float) -> str | None:
    """The text above that begins no further right than the tax ID, and goes on in a second row if it is long.

    The rows between may be those of the other party, whose name has another number of rows.
    """
    lines: list[list[Glyph]] = []
    last = tax_id.glyphs[0].top
    for row in reversed(page.rows[max(0, place - 4) : place]):
        if last - row.top > (2 if lines else 4) * row.size:
            break
        texts = cells_of(row.glyphs, gap=1)
        names = [c for c in texts if not c.plain.isascii() and edge <= c.x0 < tax_id.x0 + 2 * tax_id.size]
        if names:
            lines.insert(0, names[-1].glyphs)
            last = names[-1].glyphs[0].top
    return spoken_lines(lines) if lines else None
