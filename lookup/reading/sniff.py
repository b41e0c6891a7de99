"""What a file is, told from its first bytes (and a zip's directory), never from its name."""
from __future__ import annotations

from .archive import is_zip, names_in
from .errors import Unreadable
from .ledger.csv_text import looks_like_csv

_XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"\x00<", b"<\x00")
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
#: An OLE container: XLS, an XLSX with a password, or another thing of Office that no reader opens.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sniff(data: bytes) -> str | None:
    """"xml", "ofd", "pdf", "image", "xlsx" (XLS too), "csv" or "zip"; None for anything else."""
    if is_zip(data):
        return _zip(data)
    start = data[:1024].lstrip()
    if start.startswith(_XML_STARTS) or (start.startswith(b"\xef\xbb\xbf") and start[3:].lstrip().startswith(b"<")):
        return "xml"
    if b"%PDF-" in start:
        return "pdf"
    if start.startswith(_IMAGES) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP"):
        return "image"
    if start.startswith(_OLE):
        return "xlsx"
    return "csv" if looks_like_csv(data) else None


def _zip(data: bytes) -> str | None:
    try:
        names = names_in(data)
    except Unreadable:
        return "zip"
    if "ofd.xml" in names:
        return "ofd"
    if "[content_types].xml" not in names:
        return "zip"
    # The others of Office are no documents of invoices.
    return "xlsx" if any(name.startswith("xl/") for name in names) else None
