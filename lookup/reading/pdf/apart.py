"""A PDF read in a process of its own, since what is damaged or hostile may bring its libraries down."""
from __future__ import annotations

from pathlib import Path

from lookup.document import InvoiceDocument

from ..apart import spoken_by
from ..errors import Unreadable
from ..wire import from_wire

_CHILD = Path(__file__).with_name("child.py")


def read_pdf_apart(data: bytes) -> list[InvoiceDocument]:
    """As ``read_pdf``; raises Unreadable also where that would not have come back."""
    failed = Unreadable("PDF 无法读取，内容过大或已损坏")
    found = []
    with spoken_by(_CHILD, data=data, failed=failed) as said:
        for value in said:
            if "unreadable" in value:
                raise Unreadable(value["unreadable"])
            found.append(from_wire(value["document"]))
    return found
