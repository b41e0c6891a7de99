"""Printed characters by place, and the rows and cells they form. Lengths are in any unit; rules count in heights.

Text is compared after NFKC and without blanks, since 名　称：, 名 称: and 名称： are one label; what is read out keeps
the characters as printed.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

#: A blank wider than this ends a cell; one with printed spaces in it may be wider.
_GAP, _GAP_WITH_SPACE = 0.45, 1.3
_RADICALS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")


class Glyph(NamedTuple):
    """One printed character; ``size`` is the height of its font."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Cell:
    """Neighbouring characters of one row."""

    glyphs: list[Glyph]

    @property
    def x0(self) -> float:
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        return self.glyphs[-1].x1

    @property
    def size(self) -> float:
        return max(glyph.size for glyph in self.glyphs)

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2

    @cached_property
    def text(self) -> str:
        return spoken(self.glyphs)

    @cached_property
    def plain(self) -> str:
        return plain(self.text)


@dataclass
class Row:
    """What is printed at one height, from left to right; blanks left out."""

    glyphs: list[Glyph]

    @property
    def middle(self) -> float:
        return sum(glyph.middle for glyph in self.glyphs) / len(self.glyphs)

    @property
    def top(self) -> float:
        return min(glyph.top for glyph in self.glyphs)

    @property
    def bottom(self) -> float:
        return max(glyph.bottom for glyph in self.glyphs)

    @property
    def size(self) -> float:
        return sorted(glyph.size for glyph in self.glyphs)[len(self.glyphs) // 2]

    @cached_property
    def plain(self) -> str:
        return self._plain_and_places[0]

    @cached_property
    def _plain_and_places(self) -> tuple[str, list[int]]:
        text, places = "", []
        for place, glyph in enumerate(self.glyphs):
            normal = plain(glyph.text)
            text += normal
            places += [place] * len(normal)
        return text, places

    def found(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int, int]]:
        """(match, index of the first glyph, index after the last) of each match in the plain text."""
        text, places = self._plain_and_places
        for match in pattern.finditer(text):
            if match.end() > match.start():
                yield match, places[match.start()], places[match.end() - 1] + 1

    @cached_property
    def cells(self) -> list[Cell]:
        return cells_of(self.glyphs)


def plain(text: str) -> str:
    """What texts are compared by: NFKC, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def spoken(glyphs: list[Glyph]) -> str:
    """The characters as a text, with blanks where words of Latin letters or figures stand apart."""
    text = ""
    before: Glyph | None = None
    for glyph in glyphs:
        apart = before is not None and glyph.x0 - before.x1 > 0.15 * glyph.size
        if apart and (before.text.isascii() or glyph.text.isascii()):  # type: ignore[union-attr]
            text += " "
        # Fonts that map 用 to the radical ⽤ look the same on paper.
        text += unicodedata.normalize("NFKC", glyph.text) if _RADICALS.match(glyph.text) else glyph.text
        before = glyph
    return text.strip()


def rows_of(glyphs: Iterable[Glyph]) -> list[Row]:
    """Rows from the top down. A label and its value may be set a little higher or lower than each other."""
    rows: list[list[Glyph]] = []
    middle = 0.0
    for glyph in sorted((g for g in glyphs if g.text.strip()), key=lambda g: g.middle):
        if rows and glyph.middle - middle <= 0.4 * min(glyph.size, rows[-1][-1].size):
            rows[-1].append(glyph)
            middle += (glyph.middle - middle) / len(rows[-1])
        else:
            rows.append([glyph])
            middle = glyph.middle
    return [Row(sorted(row, key=lambda g: g.x0)) for row in rows]


def cells_of(glyphs: list[Glyph], gap: float = _GAP) -> list[Cell]:
    """Cells of a row's glyphs, divided where the blank between two is too wide for a space."""
    cells: list[list[Glyph]] = []
    for glyph in glyphs:
        if cells and glyph.x0 - cells[-1][-1].x1 <= _gap(cells[-1][-1], glyph, gap):
            cells[-1].append(glyph)
        else:
            cells.append([glyph])
    return [Cell(cell) for cell in cells]


def _gap(left: Glyph, right: Glyph, gap: float) -> float:
    # Between Latin words a space may be as wide as half the height, or a whole one in a Chinese font.
    words = left.text.isascii() and right.text.isascii() and left.text.isalpha() and right.text.isalpha()
    return (_GAP_WITH_SPACE if words else gap) * max(left.size, right.size)
