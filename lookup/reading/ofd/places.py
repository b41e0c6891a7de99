"""The characters printed on an OFD's page, by place, in millimetres."""
from __future__ import annotations

import math
from collections.abc import Iterator

from lxml import etree

from ..printed import Glyph
from ..xml.tree import named
from .pages import OfdPage

_MOST_GLYPHS = 60_000
#: How much of a letter's height is above the line it stands on.
_ASCENT = 0.88


def glyphs_of(page: OfdPage, templates: dict[str, OfdPage]) -> list[Glyph]:
    """The characters of a page and of the templates that it stands on."""
    found: list[Glyph] = []
    for content in (page, *(templates[name] for name in page.templates if name in templates)):
        for element in named(content.content, "TextObject"):
            found += _glyphs(element)
            if len(found) > _MOST_GLYPHS:
                return found
    return found


def _glyphs(element: etree._Element) -> Iterator[Glyph]:
    box, size = _numbers(element.get("Boundary")), _numbers(element.get("Size"))
    matrix = _numbers(element.get("CTM")) or [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
    # Turned letters are of a seal, or stand along the edge.
    turned = len(matrix) != 6 or matrix[0] <= 0 or abs(matrix[1]) > 0.1 * matrix[0]
    if len(box) != 4 or len(size) != 1 or size[0] <= 0 or turned:
        return
    left, top = box[0] + matrix[4], box[1] + matrix[5]
    wide, high = matrix[0], abs(matrix[3])
    for code in named(element, "TextCode"):
        start = _numbers(code.get("X")) or [0.0]
        line = _numbers(code.get("Y")) or [_ASCENT * size[0]]
        base = top + line[0] * high
        for letter, x0, x1 in _letters(code, size[0]):
            yield Glyph(
                letter, left + (start[0] + x0) * wide, left + (start[0] + x1) * wide, base - _ASCENT * size[0] * high,
                base + (1 - _ASCENT) * size[0] * high, size[0] * high,
            )  # fmt: skip


def _letters(code: etree._Element, size: float) -> Iterator[tuple[str, float, float]]:
    """(letter, left, right) of each; the last, and those without a step, are as wide as such letters are."""
    text = code.text or ""
    steps = _steps(code.get("DeltaX"), len(text))
    x = 0.0
    for place, letter in enumerate(text):
        own = size / 2 if letter.isascii() else size
        step = steps[place] if place < len(steps) else own
        yield letter, x, x + min(own, step) if step > 0 else x + own
        x += step


def _steps(written: str | None, most: int) -> list[float]:
    """Steps from letter to letter; ``g 18 2.54`` stands for eighteen of 2.54."""
    words = (written or "").split()
    steps: list[float] = []
    place = 0
    while place < len(words) and len(steps) < most:
        if words[place] == "g" and place + 2 < len(words):
            times, step = _numbers(words[place + 1]), _numbers(words[place + 2])
            steps += [step[0]] * min(int(times[0]), most) if times and step and times[0] > 0 else []
            place += 3
        else:
            steps += _numbers(words[place])
            place += 1
    return steps[:most]


def _numbers(written: str | None) -> list[float]:
    """Numbers of an attribute; [] if one of them is none."""
    try:
        found = [float(word) for word in (written or "").split()]
    except ValueError:
        return []
    return found if all(math.isfinite(number) and abs(number) < 1e6 for number in found) else []
