"""Draws what is in a file as plain pictures: no metadata, no profile, upright, and never large."""
from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageOps

#: Pages of a PDF that are drawn; the rest is in the original.
MOST_PAGES = 30
#: The longer side, in pixels, of what is looked at closely (an A4 page at 200 dpi), and of what stands in the page.
LARGE, SMALL = 2400, 1000
MAX_PIXELS = 60_000_000
_QUALITY = 85


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page, from 1; as JPEG in both sizes, None where it could not be drawn."""

    number: int
    width: int = 0
    height: int = 0
    large: bytes | None = None
    small: bytes | None = None


def count_pages(data: bytes) -> int:
    """Return how many pages there are, whether or not they are all drawn."""
    if not _is_pdf(data):
        return 1
    with pypdfium2.PdfDocument(data) as pdf:
        return len(pdf)


def draw(data: bytes) -> Iterator[Drawn]:
    """Draw page after page; what is wrong with one does not keep the others."""
    if not _is_pdf(data):
        yield _drawn(1, _photograph(data))
        return
    with pypdfium2.PdfDocument(data) as pdf:
        for place in range(min(len(pdf), MOST_PAGES)):
            try:
                yield _drawn(place + 1, _page(pdf, place))
            except (pypdfium2.PdfiumError, ValueError, OverflowError):
                yield Drawn(place + 1)


def _is_pdf(data: bytes) -> bool:
    return b"%PDF-" in data[:1024]


def _photograph(data: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP"]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValueError("too many pixels")
            # A JPEG may be decoded smaller for nothing; never smaller than what is shown.
            image.draft("RGB", (LARGE, LARGE))
            return _on_white(ImageOps.exif_transpose(image))


def _page(pdf: pypdfium2.PdfDocument, place: int) -> Image.Image:
    page = pdf[place]
    width, height = page.get_size()
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        raise ValueError("a page of no size")
    # A page may claim to be kilometres wide, or a stamp's size: the picture is neither.
    scale = min(LARGE / max(width, height), 4.0)
    return page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode.startswith(("I", "F")):
        # 16 bits a pixel: the upper 8 are what an eye needs.
        return image.convert("I").point(lambda level: level / 256).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    return image.convert("RGB")


def _drawn(number: int, image: Image.Image) -> Drawn:
    image.thumbnail((LARGE, LARGE))
    small = image.copy()
    small.thumbnail((SMALL, SMALL))
    return Drawn(number, image.width, image.height, _jpeg(image), _jpeg(small))


def _jpeg(image: Image.Image) -> bytes:
    """Write the pixels alone: what came with them (place, camera, profile, remarks) stays behind."""
    bare, held = Image.frombytes("RGB", image.size, image.tobytes()), io.BytesIO()
    bare.save(held, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
    return held.getvalue()
