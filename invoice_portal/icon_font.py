"""The desk's icons: of the library's 4,100 names only those that our pages may show (23 kB in place of 292).

The font draws an icon for a word (a ligature). Words are looked for in the library's and our templates and code; each
that is also the name of an icon stays, whether it is meant so or not: one too many costs 60 bytes, one too few shows
as text.
"""
import io
import re
from collections.abc import Iterator
from pathlib import Path

import unfold
from django.conf import settings
from fontTools import subset
from fontTools.ttLib import TTFont

NAME = "unfold/fonts/material-symbols/Material-Symbols-Outlined.woff2"
_LIBRARY = Path(unfold.__file__).parent
_WORD = re.compile(r"[a-z0-9_]{2,}")


def small_font() -> bytes:
    """Return the font with the icons that may be shown, as WOFF2."""
    font = TTFont(_LIBRARY / "static" / NAME, recalcTimestamp=False)
    used, letters = icons_used(font), _letters(font)
    for table in font["GSUB"].table.LookupList.Lookup[0].SubTable:
        for first, drawn in table.ligatures.items():
            drawn[:] = [one for one in drawn if _word(first, one, letters) in used]
    # Otherwise a subset keeps each icon whose letters stay: all of them.
    cutter = subset.Subsetter(subset.Options(layout_features=["*"], drop_tables=["FFTM"]))
    cutter.populate(unicodes=range(0x20, 0x7F))
    cutter.subset(font)
    font.flavor = "woff2"
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def icons_used(font: TTFont | None = None) -> set[str]:
    """Return the names of icons that stand in any template or module of the desk."""
    font = font or TTFont(_LIBRARY / "static" / NAME)
    letters = _letters(font)
    known = {
        _word(first, one, letters)
        for table in font["GSUB"].table.LookupList.Lookup[0].SubTable
        for first, drawn in table.ligatures.items()
        for one in drawn
    }
    return known.intersection(word for path in _texts() for word in _WORD.findall(path.read_text("utf-8")))


def _texts() -> Iterator[Path]:
    yield from (_LIBRARY / "templates").rglob("*.html")
    for written in ("py", "css", "js"):
        yield from _LIBRARY.rglob(f"*.{written}")
    yield from (settings.BASE_DIR / "templates").rglob("*.html")
    for package in ("invoice_portal", "lookup", "resubmission"):
        yield from (settings.BASE_DIR / package).rglob("*.py")


def _letters(font: TTFont) -> dict[str, str]:
    """Return the character of each glyph that has one."""
    return {glyph: chr(code) for code, glyph in font.getBestCmap().items()}


def _word(first: str, ligature, letters: dict[str, str]) -> str:
    return "".join(letters[glyph] for glyph in (first, *ligature.Component))
