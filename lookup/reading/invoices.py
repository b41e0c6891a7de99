"""The invoices in one file, whatever it is: told by content, never by name."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lookup.document import InvoiceDocument

from .errors import Unreadable
from .image import read_image
from .ledger import open_ledger, rows_of
from .ofd import read_ofd
from .pdf.apart import read_pdf_apart
from .sniff import sniff
from .xml import read_xml


@dataclass(frozen=True, slots=True)
class OneRead:
    """One invoice, or one row of a table that cannot be read as one: then ``why``, with its cells kept."""

    document: InvoiceDocument | None = None
    why: str = ""
    #: Row of the table, as Excel counts them; 0 where the file is no table.
    row: int = 0
    cells: tuple[str, ...] = ()


def invoices_in(data: bytes) -> Iterator[OneRead]:
    """Each invoice of a file (not of a zip of files), streaming; raises Unreadable if the whole file is none."""
    if not data.strip():
        raise Unreadable("文件为空")
    match sniff(data):
        case "xml":
            # Some producers put blank lines before the declaration, which XML does not allow.
            yield OneRead(read_xml(data.lstrip()))
        case "ofd":
            yield OneRead(read_ofd(data))
        case "pdf":
            for document in read_pdf_apart(data):
                yield OneRead(document)
        case "image":
            for document in read_image(data):
                yield OneRead(document)
        case "xlsx" | "csv":
            yield from _rows(data)
        case "zip":
            raise Unreadable("压缩包无法打开")
        case _:
            raise Unreadable("不是可识别的发票文件")


def _rows(data: bytes) -> Iterator[OneRead]:
    empty = True
    for row in rows_of(open_ledger(data)):
        empty = False
        # Without a number a row may be searched for, but it is no document of an invoice.
        yield OneRead(None if row.problem else row.document, row.problem, row.row_number, row.cells)
    if empty:
        raise Unreadable("表格里没有发票")
