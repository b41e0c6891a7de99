"""A PDF's outside: whether it can be opened, and the XML it may carry."""
from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

import pikepdf

from ..errors import Unreadable

#: Objects of a PDF; an invoice of many pages has some hundred.
MOST_OBJECTS = 50_000
#: What all streams may unpack to. Zeros shrink a thousand times.
_UNPACKED = 256 * 2**20
_LARGEST_ATTACHMENT = 20 * 2**20
_MOST_ATTACHMENTS = 20


def attachments_of(data: bytes) -> list[bytes]:
    """The files inside the PDF; raises Unreadable if it is locked, damaged or too much to open."""
    check_size(data)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise Unreadable("PDF 有密码保护，请去掉密码后重新上传")
            if len(pdf.objects) > MOST_OBJECTS:
                raise Unreadable("PDF 过于复杂")
            return list(_files(pdf))
    except pikepdf.PasswordError:
        raise Unreadable("PDF 有密码保护，请去掉密码后重新上传") from None
    except Unreadable:
        raise
    except Exception:  # qpdf's own, and what broken trees lead Python to
        raise Unreadable("PDF 已损坏，无法读取") from None


def _files(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    for place, name in enumerate(pdf.attachments):
        if place >= _MOST_ATTACHMENTS:
            return
        try:
            content = pdf.attachments[name].get_file().read_bytes()
        except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, NotImplementedError):
            # A broken attachment is no reason not to read the page.
            continue
        if len(content) <= _LARGEST_ATTACHMENT:
            yield content


def check_size(data: bytes, most: int = _UNPACKED) -> None:
    """Unpack each packed stream once, keeping nothing, before a library does; raises Unreadable at the limit."""
    unpacked, at = 0, data.find(b"stream")
    while at >= 0:
        start = at + len(b"stream")
        start += 2 if data[start : start + 2] == b"\r\n" else 1
        # Every packed stream begins with this byte, whatever its dictionary calls the filter.
        if data[start : start + 1] == b"\x78":
            unpacked += _unpacked_size(data, start, most - unpacked)
            if unpacked >= most:
                raise Unreadable("PDF 解压后过大")
        at = data.find(b"stream", start)


def _unpacked_size(data: bytes, start: int, most: int) -> int:
    unpacker = zlib.decompressobj()
    size, piece = 0, data[start : start + 2**16]
    try:
        while piece and size < most and not unpacker.eof:
            size += len(unpacker.decompress(piece, 2**20))
            if unpacker.unconsumed_tail:
                piece = unpacker.unconsumed_tail
            else:
                start += 2**16
                piece = data[start : start + 2**16]
    except zlib.error:
        pass
    return size
