"""What a file is, told from its first bytes (and a zip's directory), never from its name."""
from __future__ import annotations

from .archive import is_zip, names_in
from .errors import Unreadable

_XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"\x00<", b"<\x00")
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


def sniff(data: bytes) -> str | None:
    """"xml", "ofd", "pdf", "image", "xlsx" or "zip"; None for anything else."""
    if is_zip(data):
        return _zip(data)
    start = data[:1024].lstrip()
    if start.startswith(_XML_STARTS) or (start.startswith(b"\xef\xbb\xbf") and start[3:].lstrip().startswith(b"<")):
        return "xml"
    if b"%PDF-" in start:
        return "pdf"
    if start.startswith(_IMAGES) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP"):
        return "image"
    return None


def _zip(data: bytes) -> str:
    try:
        names = names_in(data)
    except Unreadable:
        return "zip"
    if "ofd.xml" in names:
        return "ofd"
    return "xlsx" if "[content_types].xml" in names else "zip"
