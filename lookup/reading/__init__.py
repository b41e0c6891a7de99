"""Any bytes → the invoices they hold, judged by content and never by name. Pure."""
from __future__ import annotations

from itertools import islice

from lookup.document import InvoiceDocument

from .archive import Limits, members, parts
from .errors import Unreadable
from .invoices import OneRead, invoices_in
from .sniff import sniff

__all__ = ["Limits", "OneRead", "Unreadable", "invoices_in", "members", "parts", "read_bytes", "read_one", "sniff"]


def read_bytes(data: bytes, limits: Limits | None = None) -> list[InvoiceDocument]:
    """Every invoice in a file or a zip of files; raises Unreadable, naming the place, if one cannot be read."""
    found = []
    for path, content in parts(data, "", limits):
        try:
            found += [_whole(one) for one in invoices_in(content)]
        except Unreadable as error:
            if not path:
                raise
            raise Unreadable(path.lstrip("/"), error.detail) from None
    if not found:
        raise Unreadable("压缩包内没有文件")
    return found


def read_one(data: bytes) -> InvoiceDocument:
    """The one invoice in a file (not a zip of them); raises Unreadable if there are several."""
    found = [_whole(one) for one in islice(invoices_in(data), 2)]
    if len(found) > 1:
        raise Unreadable("文件里有多张发票")
    return found[0]


def _whole(one: OneRead) -> InvoiceDocument:
    if one.document is None:
        place = f"#{one.row}"
        raise Unreadable(place, one.why)
    return one.document
