"""Which sort of file this is, told from its first bytes and from how a zip is laid out."""
from __future__ import annotations

import io
import re
import zipfile

PDF, PICTURE, OFD, XML = "pdf", "picture", "ofd", "xml"
ARCHIVE, OFFICE, MACROS, PROGRAM, PAGE, OTHER = "archive", "office", "macros", "program", "page", "other"

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
#: RAR, 7z, gzip, bzip2, xz, zstd, LZ4, cabinet, compress, ISO and disk images of Windows.
_ARCHIVES = (
    b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd",
    b"\x04\x22\x4d\x18", b"MSCF", b"\x1f\x9d", b"vhdxfile", b"conectix",
)  # fmt: skip
#: Windows, Linux, macOS (three ways), Java classes, Android, shortcuts, a script that names its interpreter.
_PROGRAMS = (
    b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xfe\xed\xfa", b"\xca\xfe\xba\xbe", b"dex\n",
    b"L\x00\x00\x00\x01\x14\x02\x00", b"#!",
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
#: What a browser would run as a page: by how it begins, or by what soon comes; MIME archives and HTML applications too.
_BEGINS = re.compile(rb"(<!--.*?-->\s*)*<(html|head|body|svg|\w+:svg)\b", re.IGNORECASE | re.DOTALL)
_COMES = re.compile(rb"<(!doctype\s+html|script|iframe|hta:application)\b|^mime-version:", re.IGNORECASE | re.MULTILINE)
#: The stream that holds a project of macros, in an OLE file and by name in OOXML.
_MACRO_STREAMS = ("_VBA_PROJECT".encode("utf-16-le"), "Macros".encode("utf-16-le"), b"_VBA_PROJECT")
_MACRO_PARTS = ("vbaproject.bin", "vbadata.xml", "macrosheets/", "scripts/", "basic/")


def sort_of(data: bytes) -> str:
    """Name the sort; where a file would pass for two, it is the one that can do more harm."""
    if data.startswith(_ZIP):
        return _zip(data)
    if data.startswith(_ARCHIVES) or data[257:262] == b"ustar" or data[32769:32774] == b"CD001":
        return ARCHIVE
    if data.startswith(_PROGRAMS):
        return PROGRAM
    if data.startswith(_OLE):
        return MACROS if any(name in data for name in _MACRO_STREAMS) else OFFICE
    if data.startswith(b"{\\rtf"):
        return OFFICE
    if data.startswith(_PICTURES) or data[:4] + data[8:12] == b"RIFFWEBP":
        return PICTURE
    return _text(data)


def _text(data: bytes) -> str:
    start = data[:1024]
    plain = start.replace(b"\0", b"") if start[:2] in _MARKS[1:] or b"\0<\0" in start[:8] else start
    for mark in _MARKS:
        plain = plain.removeprefix(mark)
    plain = plain.lstrip()
    # Readers of PDF look for the header in the first kilobyte.
    if b"%PDF-" in start:
        return PAGE if plain.startswith(b"<") else PDF
    if _BEGINS.match(plain) or _COMES.search(plain):
        return PAGE
    return XML if plain.startswith(b"<") else OTHER


def _zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lower().lstrip("/") for name in archive.namelist()[:5000]}
    except Exception:  # what zipfile raises depends on the damage
        return ARCHIVE
    if "ofd.xml" in names:
        return OFD
    office = "[content_types].xml" in names or ("mimetype" in names and "meta-inf/manifest.xml" in names)
    if not office:
        return ARCHIVE
    return MACROS if any(part in name for name in names for part in _MACRO_PARTS) else OFFICE


def is_two(data: bytes, sort: str) -> bool:
    """Tell whether the file would pass for another sort as well: a PDF begins in a picture, or a zip hangs on to it."""
    return (sort == PICTURE and b"%PDF-" in data[:1024]) or _carries_zip(data)


def _carries_zip(data: bytes) -> bool:
    at = data.rfind(b"PK\x05\x06", -66_000 if len(data) > 66_000 else 0)
    if at < 0:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return bool(archive.infolist())
    except Exception:
        return False
