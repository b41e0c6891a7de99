"""A PDF's pages as pictures, for the QR codes on them."""
from __future__ import annotations

import math
from collections.abc import Iterable

import pypdfium2

from ..barcodes import payloads
from ..qr import is_invoice

#: At 200 dpi every real invoice's code was legible; A4 has 4 million pixels.
_DPI = 200
_MOST_PIXELS = 16_000_000
MOST_PAGES = 5


def codes_on(data: bytes, pages: Iterable[int]) -> dict[int, list[str]]:
    """{page: payloads of invoices} for the first few of these pages; a page that cannot be drawn has none."""
    found: dict[int, list[str]] = {}
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return found
    try:
        for place in [page for page in pages if page < len(pdf)][:MOST_PAGES]:
            found[place] = _codes(pdf, place)
    finally:
        pdf.close()
    return found


def _codes(pdf: pypdfium2.PdfDocument, place: int) -> list[str]:
    try:
        page = pdf[place]
        width, height = page.get_size()
        if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
            return []
        scale = min(_DPI / 72, math.sqrt(_MOST_PIXELS / (width * height)))
        picture = page.render(scale=scale, grayscale=True).to_pil()
    except (pypdfium2.PdfiumError, ValueError, MemoryError, OverflowError):
        return []
    return payloads(picture, is_invoice)
