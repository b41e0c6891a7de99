"""What stands where on a printed invoice, from its own content: characters with their boxes, compared with the data."""
import unicodedata
from collections import defaultdict
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

MM = 72 / 25.4
WIDTH, HEIGHT = 210.0, 148.0
#: Left edges of the goods columns in mm, as the form draws them.
_COLUMNS = (("name", 49.6), ("spec", 24.3), ("unit", 11.5), ("quantity", 22.2), ("price", 25.9), ("amount", 23.7),
            ("rate", 17.1), ("tax", 23.7))  # fmt: skip
LEFT, RIGHT = 6.0, 204.0
#: A hair is none: rounding of coordinates.
HAIR = 0.25


@dataclass(frozen=True, slots=True)
class Char:
    """One printed character; its box in mm from the top left of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


def columns() -> dict[str, tuple[float, float]]:
    """Return the left and right edge of each column of goods."""
    edges, left = {}, LEFT + 0.25
    for name, width in _COLUMNS:
        edges[name] = (left, left + width)
        left += width
    return edges


def pages_of(data: bytes) -> list[list[Char]]:
    """Return the visible characters of each page in the order in which they are drawn."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [_chars(document[number]) for number in range(len(document))]
    finally:
        document.close()


def _chars(page) -> list[Char]:
    height, text = page.get_height(), page.get_textpage()
    found, high = [], ""
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text.raw, index)
        if pdfium.FPDFText_IsGenerated(text.raw, index) == 1 or not code:
            continue
        left, bottom, right, top = text.get_charbox(index, loose=False)
        character = chr(code)
        if 0xD800 <= code < 0xDC00:
            high = character
            continue
        if high:
            character, high = (high + character).encode("utf-16", "surrogatepass").decode("utf-16"), ""
        size = pdfium.FPDFText_GetFontSize(text.raw, index)
        found.append(Char(character, left / MM, (height - top) / MM, right / MM, (height - bottom) / MM, size))
    return found


def plain(text: str) -> str:
    """Return the text without what has no ink, and one form of each character."""
    kept = unicodedata.normalize("NFKC", text)
    return "".join(c for c in kept if not c.isspace() and unicodedata.category(c)[0] not in "CZ")


def said(chars: list[Char]) -> str:
    return plain("".join(char.text for char in chars))


def by_column(chars: list[Char]) -> dict[str, list[Char]]:
    """Share the characters among the columns by their middles."""
    found = defaultdict(list)
    for char in chars:
        middle = (char.left + char.right) / 2
        for name, (left, right) in columns().items():
            if left <= middle < right:
                found[name].append(char)
    return found


def outside(chars: list[Char], left: float, right: float, top: float = 0.0, bottom: float = HEIGHT) -> list[Char]:
    """Return the characters that leave the box."""
    return [
        char for char in chars
        if char.left < left - HAIR or char.right > right + HAIR or char.top < top - HAIR or char.bottom > bottom + HAIR
    ]  # fmt: skip


def overlapping(chars: list[Char]) -> list[tuple[Char, Char]]:
    """Return pairs of characters whose ink boxes cover more than a hair of one another; marks combine and may."""
    rows = defaultdict(list)
    inked = [c for c in chars if c.right - c.left > 0.05 and not unicodedata.combining(c.text[0])]
    for char in inked:
        for row in {int(char.top // 4), int(char.bottom // 4)}:
            rows[row].append(char)
    pairs = []
    for row in rows.values():
        row.sort(key=lambda char: char.left)
        for at, one in enumerate(row):
            for other in row[at + 1 :]:
                if other.left >= one.right - HAIR:
                    break
                if min(one.bottom, other.bottom) - max(one.top, other.top) > HAIR:
                    pairs.append((one, other))
    return pairs


