"""The QR codes in a picture, read by ZXing: as it is first, then as one would hold it to the light.

Each attempt costs some tens of milliseconds and a bounded number of pixels; most pictures need only the first.
"""
from __future__ import annotations

from collections.abc import Iterator

import zxingcpp
from PIL import Image, ImageFilter

#: Larger pictures are looked at scaled down, then in parts; a code fills hundreds of pixels in these.
_MOST_PIXELS = 12_000_000
#: Below this, small codes gain by being enlarged.
_SMALL_PIXELS = 3_000_000
_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


def payloads(picture: Image.Image, wanted=lambda text: True) -> list[str]:
    """Texts of the QR codes in the picture that are ``wanted``, each once; looks harder only while there is none."""
    grey = _bounded(picture.convert("L"))
    for attempt in _attempts(grey):
        found = dict.fromkeys(code.text for code in zxingcpp.read_barcodes(attempt, formats=_QR) if code.valid)
        if kept := [text for text in found if wanted(text)]:
            return kept
    return []


def _attempts(grey: Image.Image) -> Iterator[Image.Image]:
    """The picture and its variants, in the order in which they helped with photographs made for the purpose."""
    yield grey
    # Noise of a dark photograph.
    soft = grey.filter(ImageFilter.GaussianBlur(1))
    yield soft
    if grey.width * grey.height <= _SMALL_PIXELS * 2:
        yield _enlarged(grey)
    # The dust of a copy; what is out of focus.
    yield grey.filter(ImageFilter.MedianFilter(3))
    yield _enlarged(grey.reduce(2))
    yield soft.filter(ImageFilter.UnsharpMask(3, 200, 0))
    # A code that lies aslant by about 45° is where the search for its corners is weakest.
    yield soft.rotate(45, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    yield from _parts(grey)


def _parts(grey: Image.Image) -> Iterator[Image.Image]:
    """Overlapping quarters, enlarged: the code of an invoice is a small part of its picture, usually at the top."""
    width, height = grey.size
    if width * height < 250_000:
        return
    for left, top in ((0, 0), (0.4, 0), (0, 0.4), (0.4, 0.4)):
        part = grey.crop((int(left * width), int(top * height), int((left + 0.6) * width), int((top + 0.6) * height)))
        yield _enlarged(part) if part.width * part.height <= _SMALL_PIXELS else part


def _enlarged(grey: Image.Image) -> Image.Image:
    return grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC)


def _bounded(grey: Image.Image) -> Image.Image:
    pixels = grey.width * grey.height
    if pixels <= _MOST_PIXELS:
        return grey
    scale = (_MOST_PIXELS / pixels) ** 0.5
    return grey.resize((max(1, int(grey.width * scale)), max(1, int(grey.height * scale))), Image.Resampling.BOX)
