"""The characters that one document prints, and the fonts that it carries for them."""
from __future__ import annotations

import pydyf

from .typeface import Glyph, Typeface

_NAME = "/Letters"
_MAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) "
    "/Supplement 0 >> def /CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> "
    "endcodespacerange\n"
)
_MAP_TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"
#: The most that one block of a map may hold (Adobe Technical Note 5014).
_BLOCK = 100


class TypeUsed:
    """Numbers the characters of a document as they come: each keeps a number of its own, whatever glyph it has."""

    def __init__(self, typeface: Typeface):
        self.typeface = typeface
        self._codes: dict[int, dict[str, int]] = {}

    def runs(self, text: str) -> list[tuple[str, str]]:
        """Return the text as (resource name of a font, codes in hexadecimal), one for each change of font."""
        runs: list[tuple[int, list[str]]] = []
        for character in text:
            font = self.typeface.glyph(character).font
            codes = self._codes.setdefault(font, {})
            # 0 is what a font shows for a character that it lacks.
            code = codes.setdefault(character, len(codes) + 1)
            if not runs or runs[-1][0] != font:
                runs.append((font, []))
            runs[-1][1].append(f"{code:04x}")
        return [(f"F{font}", "".join(codes)) for font, codes in runs]

    def put_into(self, pdf: pydyf.PDF) -> pydyf.Dictionary:
        """Add the fonts to the PDF and return them by resource name."""
        return pydyf.Dictionary({f"F{font}": self._font(pdf, font, codes) for font, codes in self._codes.items()})

    def _font(self, pdf: pydyf.PDF, place: int, codes: dict[str, int]) -> bytes:
        glyphs = [self.typeface.glyph(character) for character in codes]
        data, moved = self.typeface.subset(place, (glyph.number for glyph in glyphs))
        file = _added(pdf, pydyf.Stream([data], {"Length1": len(data)}, compress=True))
        # Six letters in front say that it is a part of a font; numbered, so that no two parts are taken for one.
        name = f"/AAAAA{chr(65 + place)}+{_NAME[1:]}{place}"
        described = _added(pdf, pydyf.Dictionary({
            "Type": "/FontDescriptor", "FontName": name, "Flags": 4, "FontBBox": pydyf.Array([-1000, -300, 3000, 1200]),
            "ItalicAngle": 0, "Ascent": 1160, "Descent": -288, "CapHeight": 733, "StemV": 80,
            "FontFile2": file.reference,
        }))  # fmt: skip
        where = _added(pdf, pydyf.Stream([_places(glyphs, moved)], compress=True))
        letters = _added(pdf, pydyf.Dictionary({
            "Type": "/Font", "Subtype": "/CIDFontType2", "BaseFont": name, "FontDescriptor": described.reference,
            "CIDSystemInfo": pydyf.Dictionary(
                {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
            ),
            "CIDToGIDMap": where.reference, "DW": 1000,
            "W": pydyf.Array([1, pydyf.Array([round(glyph.advance) for glyph in glyphs])]),
        }))  # fmt: skip
        meant = _added(pdf, pydyf.Stream([_meanings(codes)], compress=True))
        return _added(pdf, pydyf.Dictionary({
            "Type": "/Font", "Subtype": "/Type0", "BaseFont": name, "Encoding": "/Identity-H",
            "DescendantFonts": pydyf.Array([letters.reference]), "ToUnicode": meant.reference,
        })).reference  # fmt: skip


def _added(pdf: pydyf.PDF, thing: pydyf.Object) -> pydyf.Object:
    pdf.add_object(thing)
    return thing


def _places(glyphs: list[Glyph], moved: dict[int, int]) -> bytes:
    """Return where in the subset each code's glyph is, two bytes a code from 0."""
    return b"\0\0" + b"".join(moved[glyph.number].to_bytes(2) for glyph in glyphs)


def _meanings(codes: dict[str, int]) -> bytes:
    """Return which character each code means, as text is copied, searched and read aloud by it."""
    lines = [f"<{code:04x}> <{character.encode('utf-16-be').hex()}>" for character, code in codes.items()]
    blocks = [lines[at : at + _BLOCK] for at in range(0, len(lines), _BLOCK)]
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (_MAP_HEAD + body + _MAP_TAIL).encode()
