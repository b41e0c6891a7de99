"""The remark: below the sums of a 数电票, right of the seller on older forms."""
from __future__ import annotations

import re
from dataclasses import replace

from lookup.document import Party

from .glyphs import Row, spoken
from .page import Page

_FOOT = ("payee", "reviewer", "drawer", "stamp")
#: As our own forms of the digital system print contacts, each at the beginning of a line.
_CONTACT = re.compile("^(?P<side>购买方|销售方)(?P<what>地址、电话|开户行及账号)：(?P<text>.*)$", re.MULTILINE)
_FIELDS = {"地址、电话": "address", "开户行及账号": "bank"}


def remark_of(page: Page) -> str | None:
    """The remark as printed; lines that reach the edge go on without a break."""
    capitals = page.label("capitals") or page.label("figures")
    foot = next((label.row for label in page.labels if label.what in _FOOT), None)
    strip = page.strip_of("remark")
    if capitals is None:
        return None
    left = strip.x1 if strip else 0.0
    rows = []
    for row in page.rows:
        below = row.middle > capitals.row.middle + 0.6 * row.size
        if not below or (foot and row.middle >= foot.middle - 0.3 * foot.size):
            continue
        inside = [glyph for glyph in row.glyphs if glyph.x0 >= left]
        if inside and not _is_of_party(page, row, left):
            rows.append(inside)
    if not rows:
        return None
    edge = max(glyph.x1 for row in page.rows for glyph in row.glyphs)
    text = ""
    for place, line in enumerate(rows):
        text += spoken(line)
        if place < len(rows) - 1:
            text += "" if edge - line[-1].x1 < 2.5 * line[-1].size else "\n"
    return text


def _is_of_party(page: Page, row: Row, left: float) -> bool:
    """Without the strip 备注, the seller's rows of an older form cannot be told from the remark but by their labels."""
    return left == 0.0 and any(label.row is row for label in page.labels)


def contacts_apart(remark: str | None, buyer: Party, seller: Party) -> tuple[str | None, Party, Party]:
    """The remark without the lines that are the parties' contacts, and the parties with them."""
    for found in _CONTACT.finditer(remark or ""):
        said = {_FIELDS[found["what"]]: found["text"] or None}
        if found["side"] == "购买方":
            buyer = replace(buyer, **said)
        else:
            seller = replace(seller, **said)
    return _CONTACT.sub("", remark or "").strip() or None, buyer, seller
