"""A photograph or scan: only three formats, and never more pixels than a camera takes."""
from __future__ import annotations

import io
import warnings

from PIL import Image

from .unfit import Unfit

MAX_PIXELS = 60_000_000
FORMATS = {"JPEG": "jpeg", "PNG": "png", "WEBP": "webp"}


def check_picture(data: bytes) -> str:
    """Return "jpeg", "png" or "webp". The header alone is believed for the size, before a pixel is decoded."""
    with warnings.catch_warnings():
        # Pillow warns of sizes that this module judges itself.
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=list(FORMATS)) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise Unfit("too_many_pixels")
                kind = image.format or ""
                image.verify()
        except Unfit:
            raise
        except Image.DecompressionBombError:
            raise Unfit("too_many_pixels") from None
        except Exception:  # Pillow's decoders raise whatever the damage led them to
            raise Unfit("unreadable_picture") from None
    return FORMATS[kind]
