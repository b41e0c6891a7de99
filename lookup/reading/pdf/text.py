"""The text layer of a PDF: printed characters by place."""
from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pdfplumber

from ..errors import Unreadable
from ..printed import Glyph

#: A list of goods (销货清单) seldom has more.
MOST_PAGES = 30
#: Characters of a page; more is a drawing or an attack.
_MOST_GLYPHS = 60_000

# It warns of each oddity of each font.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def text_of(data: bytes) -> list[list[Glyph]]:
    """The characters of each page; raises Unreadable. Pages that are pictures have none."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return [list(_glyphs(page)) for page in pdf.pages[:MOST_PAGES]]
    except Exception:  # pdfminer raises whatever the damage led it to
        raise Unreadable("PDF 已损坏，无法读取") from None


def _glyphs(page: pdfplumber.page.Page) -> Iterator[Glyph]:
    # Bold is made by printing a character twice.
    for count, char in enumerate(page.dedupe_chars(tolerance=0.8).chars):
        if count >= _MOST_GLYPHS:
            raise Unreadable("PDF 过于复杂")
        if _is_upright(char["matrix"]) and char["x1"] > char["x0"]:
            yield Glyph(char["text"], char["x0"], char["x1"], char["top"], char["bottom"], char["size"])


def _is_upright(matrix: tuple[float, ...]) -> bool:
    """Whether a letter stands straight: those of a seal lie round it, a mark across the page lies aslant."""
    across, up = matrix[0], matrix[1]
    return across > 0 and abs(up) < 0.1 * across
