"""A photograph or scan (JPEG, PNG, WebP) → the invoices whose QR codes are in it."""
from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from lookup.document import InvoiceDocument

from .barcodes import payloads
from .errors import Unreadable
from .qr import is_invoice, read_qr

#: Checked before a pixel is decoded; a telephone's camera has 12 to 50 million.
MAX_PIXELS = 60_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")


def read_image(data: bytes) -> list[InvoiceDocument]:
    """One document per invoice's QR code; raises Unreadable if there is none."""
    found = [read_qr(text) for text in payloads(open_picture(data), is_invoice)]
    documents = [document for document in found if document is not None]
    if not documents:
        raise Unreadable("图片中没有找到发票的二维码，请对准二维码重拍，或改用 XML、OFD 或 PDF 文件")
    return documents


def open_picture(data: bytes) -> Image.Image:
    """The picture, upright and on white; raises Unreadable if it is damaged or too large."""
    try:
        with warnings.catch_warnings():
            # Pillow warns of sizes that this module judges itself.
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data), formats=_FORMATS)
            width, height = picture.size
            if width * height > MAX_PIXELS:
                raise Unreadable("图片尺寸太大，请缩小后重新上传", f"{width}×{height}")
            # A JPEG may be decoded at half its size for nothing, and is still more than enough.
            picture.draft("L", (4000, 4000))
            picture.load()
            return _on_white(ImageOps.exif_transpose(picture))
    except Unreadable:
        raise
    except Image.DecompressionBombError:
        raise Unreadable("图片尺寸太大，请缩小后重新上传") from None
    except Exception as error:  # Pillow's decoders raise whatever the damage led them to
        raise Unreadable("图片已损坏，无法打开", str(error)[:100]) from None


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith(("I", "F")):
        # 16 bits a pixel: the upper 8 are what a code needs.
        return picture.convert("I").point(lambda level: level / 256).convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("L")
    return picture.convert("L")
