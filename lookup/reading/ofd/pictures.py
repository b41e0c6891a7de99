"""The QR code among an OFD's pictures."""
from __future__ import annotations

import posixpath

from lxml import etree

from lookup.document import InvoiceDocument

from ..barcodes import payloads
from ..errors import Unreadable
from ..image import open_picture
from ..qr import is_invoice, read_qr
from ..xml.tree import named
from .package import Package

_MOST_PICTURES = 12


def code_of(package: Package, path: str, document: etree._Element) -> InvoiceDocument | None:
    """What the first invoice's QR code among the pictures says."""
    looked = 0
    for resource in (*named(document, "DocumentRes"), *named(document, "PublicRes")):
        opened = package.xml_at((resource.text or "").strip(), path)
        if opened is None:
            continue
        where, root = opened
        for file in named(root, "MediaFile"):
            looked += 1
            if looked > _MOST_PICTURES:
                return None
            location = posixpath.join(root.get("BaseLoc", ""), (file.text or "").strip())
            picture = package.bytes_at(location, where)
            if picture and (found := _code(picture[1])):
                return found
    return None


def _code(picture: bytes) -> InvoiceDocument | None:
    try:
        texts = payloads(open_picture(picture), is_invoice)
    except Unreadable:
        # A seal, or a picture of another kind.
        return None
    return read_qr(texts[0], "ofd") if texts else None
