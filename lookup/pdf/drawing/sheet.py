"""One page while it is drawn. Lengths are in mm from the top left corner, sizes of letters in points."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import cos, radians, sin

from .tree import Element
from .type_used import TypeUsed

MM = 72 / 25.4
#: Of the letters in em, by which a line of text sits in its height.
ASCENT, DESCENT = 1.16, 0.288


@dataclass(frozen=True, slots=True)
class Lettering:
    """``leading``: height of a line in points; ``color``: as #rrggbb."""

    size: float
    leading: float
    color: str


class Sheet:
    """Marks either belong to an element of the structure, or are mere decoration: rules and frames."""

    def __init__(self, number: int, width: float, height: float, used: TypeUsed):
        self.number, self.width, self.height, self.used = number, width, height, used
        self.pictures: list[str] = []
        self.fading: set[float] = set()
        self._marks: list[str] = []
        self._pieces = 0

    @property
    def content(self) -> bytes:
        return "\n".join(self._marks).encode()

    @contextmanager
    def part_of(self, element: Element) -> Iterator[None]:
        """What is drawn within is this element's; not to be nested."""
        self._marks.append(f"/{element.tag} <</MCID {self._pieces}>> BDC")
        element.parts.append((self.number, self._pieces))
        self._pieces += 1
        yield
        self._marks.append("EMC")

    @contextmanager
    def decoration(self) -> Iterator[None]:
        self._marks.append("/Artifact BMC")
        yield
        self._marks.append("EMC")

    @contextmanager
    def turned(self, degrees: float, x: float, y: float, opacity: float) -> Iterator[None]:
        """Draw turned about a point, and let through what lies below."""
        self.fading.add(opacity)
        c, s = cos(radians(degrees)), sin(radians(degrees))
        left, up = x * MM, (self.height - y) * MM
        move = f"{c:.5f} {s:.5f} {-s:.5f} {c:.5f} {left - left * c + up * s:.3f} {up - left * s - up * c:.3f} cm"
        self._marks.append(f"q /{fading_name(opacity)} gs {move}")
        yield
        self._marks.append("Q")

    def text(self, text: str, x: float, top: float, style: Lettering, *, align: float = 0.0) -> float:
        """Print a line whose left end (``align`` 0), middle (0.5) or right one (1) is at ``x``; tell its right."""
        width = self.used.typeface.width(text, style.size) / MM
        left = x - align * width
        sits = (style.leading - (ASCENT + DESCENT) * style.size) / 2 + ASCENT * style.size
        shown = " ".join(f"/{font} {style.size:g} Tf <{codes}> Tj" for font, codes in self.used.runs(text))
        if shown:
            at = f"{left * MM:.3f} {(self.height - top) * MM - sits:.3f} Td"
            self._marks.append(f"BT {_rgb(style.color)} rg {at} {shown} ET")
        return left + width

    def rule(self, x1: float, y1: float, x2: float, y2: float, thick: float, color: str) -> None:
        """Draw a line whose middle runs between two points."""
        ends = f"{x1 * MM:.3f} {(self.height - y1) * MM:.3f} m {x2 * MM:.3f} {(self.height - y2) * MM:.3f} l S"
        self._marks.append(f"{_rgb(color)} RG {thick * MM:.3f} w {ends}")

    def box(self, x: float, y: float, width: float, height: float, thick: float, color: str) -> None:
        """Draw a frame; the middle of its line runs along the box."""
        box = f"{x * MM:.3f} {(self.height - y - height) * MM:.3f} {width * MM:.3f} {height * MM:.3f} re S"
        self._marks.append(f"{_rgb(color)} RG {thick * MM:.3f} w {box}")

    def picture(self, name: str, x: float, y: float, width: float, height: float) -> None:
        """Show a picture that the book holds under this name."""
        self.pictures.append(name)
        place = f"{width * MM:.3f} 0 0 {height * MM:.3f} {x * MM:.3f} {(self.height - y - height) * MM:.3f} cm"
        self._marks.append(f"q {place} /{name} Do Q")


def fading_name(opacity: float) -> str:
    return f"A{round(opacity * 100)}"


def _rgb(color: str) -> str:
    return " ".join(f"{int(color[at : at + 2], 16) / 255:.3g}" for at in (1, 3, 5))
