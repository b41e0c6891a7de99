"""Pictures of evidence: images made anew (no EXIF, no hidden payload), PDF pages as PNG, both bounded."""
from io import BytesIO

import pypdfium2
from PIL import Image, ImageOps

from invoice_portal.refusal import Refusal
from resubmission.evidence import read
from resubmission.models import Evidence

MAX_PAGES = 5
MAX_SIDE = 1400
MAX_PIXELS = 60_000_000
_IMAGES = {Evidence.Format.JPEG, Evidence.Format.PNG, Evidence.Format.WEBP}


class NoPreview(Exception):
    """This page of this file cannot be shown as a picture."""


def page_count(evidence: Evidence) -> int:
    """Return how many pictures there are to ask for; the first pages of a PDF, one for an image."""
    if evidence.format in _IMAGES:
        return 1
    return _pages_of(evidence) if evidence.format == Evidence.Format.PDF else 0


def picture(evidence: Evidence, number: int) -> bytes:
    """Return page ``number`` (from 1) as PNG. Raises :class:`NoPreview`."""
    if not 1 <= number <= page_count(evidence):
        raise NoPreview
    try:
        data = read(evidence)
        image = _image(data) if evidence.format in _IMAGES else _pdf_page(data, number)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, pypdfium2.PdfiumError, Refusal):
        raise NoPreview from None
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _image(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data), formats=["JPEG", "PNG", "WEBP"]) as image:
        if image.width * image.height > MAX_PIXELS:
            raise ValueError("too many pixels")
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    upright.info.clear()
    return upright


def _pdf_page(data: bytes, number: int) -> Image.Image:
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[number - 1]
        # A page may claim to be kilometres wide: the picture never is.
        scale = min(2.0, MAX_SIDE / max(*page.get_size(), 1))
        return page.render(scale=scale).to_pil().convert("RGB")


def _pages_of(evidence: Evidence) -> int:
    try:
        with pypdfium2.PdfDocument(read(evidence)) as pdf:
            return min(len(pdf), MAX_PAGES)
    except (pypdfium2.PdfiumError, ValueError, Refusal):
        return 0
