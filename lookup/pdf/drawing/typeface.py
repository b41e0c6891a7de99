"""The letters that can be printed: which font has a character, how wide it is, and a font of only those in use.

Fonts are tried in turn, so that a rare name is printed whatever the machine has installed; what none of them has is
printed as 〓, the sign that printers put for a missing type, and keeps its meaning for who copies or reads it aloud.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import uharfbuzz as hb

MISSING = "〓"
#: Regular, where a font has every weight.
WEIGHT = 400.0
#: Tables that a font inside a PDF does not need: characters are found by the PDF's own maps (ISO 32000-1, 9.9).
_UNUSED = (b"cmap", b"name", b"post", b"OS/2", b"BASE", b"GSUB", b"GPOS", b"GDEF", b"STAT", b"VORG", b"vhea", b"vmtx")


@dataclass(frozen=True, slots=True)
class Glyph:
    """``font``: place in the typeface; ``advance`` in thousandths of an em."""

    font: int
    number: int
    advance: float


class Typeface:
    def __init__(self, paths: Iterable[Path]):
        """Open the fonts, the first of which must have ``MISSING``."""
        self._faces = [hb.Face(hb.Blob.from_file_path(str(path))) for path in paths]
        self._fonts = [_regular(face) for face in self._faces]
        self._known: dict[str, Glyph] = {}

    def glyph(self, character: str) -> Glyph:
        if character not in self._known:
            self._known[character] = self._find(character)
        return self._known[character]

    def width(self, text: str, size: float) -> float:
        """Return how wide the text is, in the unit of ``size``."""
        return sum(self.glyph(character).advance for character in text) * size / 1000

    def _find(self, character: str) -> Glyph:
        for place, font in enumerate(self._fonts):
            if number := font.get_nominal_glyph(ord(character)):
                return Glyph(place, number, font.get_glyph_h_advance(number) * 1000 / self._faces[place].upem)
        return self.glyph(MISSING)

    def subset(self, place: int, numbers: Iterable[int]) -> tuple[bytes, dict[int, int]]:
        """Return a TrueType font of these glyphs, and where each of them is in it."""
        face = self._faces[place]
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(set(numbers))
        wanted.drop_table_tag_set.update({int.from_bytes(tag) for tag in _UNUSED})
        wanted.flags = hb.SubsetFlags.NO_HINTING
        if face.has_var_data:
            wanted.pin_axis_location(face, "wght", WEIGHT)
        plan = hb.SubsetPlan(face, wanted)
        return plan.execute().blob.data, dict(plan.old_to_new_glyph_mapping)


def _regular(face: hb.Face) -> hb.Font:
    font = hb.Font(face)
    font.set_variations({"wght": WEIGHT})
    return font
