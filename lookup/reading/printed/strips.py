"""Words set from the top down in a narrow strip: 购买方信息, 销售方, 密码区, 备注, and 下载次数 at the edge.

They tell which block is whose, and would otherwise stand between the letters of the rows beside them.
"""
from __future__ import annotations

from dataclasses import dataclass

from .glyphs import Glyph, Row, plain

#: Longest first, so that 购买方信息 is not taken for 购买方.
_WORDS = {
    "购买方信息": "buyer", "销售方信息": "seller", "购买方": "buyer", "购货单位": "buyer", "销售方": "seller",
    "销货单位": "seller", "密码区": "cipher", "备注": "remark", "下载次数": "downloads",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Strip:
    """A word set downwards, and what it names."""

    what: str
    x0: float
    x1: float
    top: float
    bottom: float

    def spans(self, row: Row, margin: float = 2) -> bool:
        """Whether the row is of the block that the strip names, which is some heights taller than its word."""
        return self.top - margin * row.size <= row.middle <= self.bottom + margin * row.size


def strips_of(glyphs: list[Glyph]) -> tuple[list[Strip], list[Glyph]]:
    """The strips, and the glyphs without them."""
    strips: list[Strip] = []
    left = list(glyphs)
    for word, what in _WORDS.items():
        for first in [glyph for glyph in left if plain(glyph.text) == word[0]]:
            if stacked := _stacked(first, word[1:], left):
                if what == "downloads":
                    stacked += _below(stacked[-1], left)
                strips.append(_strip(what, stacked))
                left = [glyph for glyph in left if glyph not in stacked]
    return strips, left


def _stacked(first: Glyph, rest: str, glyphs: list[Glyph]) -> list[Glyph] | None:
    """The glyphs of the word below its first, each under the other; None if one is missing."""
    found = [first]
    for letter in rest:
        above = found[-1]
        under = [glyph for glyph in glyphs if plain(glyph.text) == letter and _is_under(glyph, above, 4.5)]
        if not under:
            return None
        found.append(min(under, key=lambda glyph: glyph.top))
    return found


def _below(last: Glyph, glyphs: list[Glyph]) -> list[Glyph]:
    """The colon and the figure that follow 下载次数 downwards."""
    found: list[Glyph] = []
    while True:
        under = [g for g in glyphs if g.text.strip(":：0123456789") == "" and _is_under(g, (found or [last])[-1], 2)]
        if not under:
            return found
        found.append(min(under, key=lambda glyph: glyph.top))


def _is_under(glyph: Glyph, above: Glyph, most: float) -> bool:
    aligned = abs((glyph.x0 + glyph.x1) - (above.x0 + above.x1)) < above.size
    return aligned and 0.6 * above.size < glyph.middle - above.middle < most * above.size


def _strip(what: str, glyphs: list[Glyph]) -> Strip:
    return Strip(
        what, min(g.x0 for g in glyphs), max(g.x1 for g in glyphs), glyphs[0].top, glyphs[-1].bottom
    )
