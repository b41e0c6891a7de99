"""What one arrived file contains: documents, each fit to be a record or not, and why not."""
import hashlib
import json
import logging
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_noop as _

from lookup.checking import Fault, faults
from lookup.document import InvoiceDocument
from lookup.reading import OneRead, Unreadable, invoices_in
from lookup.records import unstorable

from .arriving import Arrived
from .rows import row_document, row_json

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Piece:
    """One invoice, or what could not be read as one, on its way to becoming an entry."""

    path: str
    raw: bytes
    digest: bytes
    document: InvoiceDocument | None = None
    fault: Fault | None = None
    #: The entry that keeps it, once it is known which.
    entry_id: int | None = None

    def fault_as_kept(self) -> tuple[str, str, str]:
        """Return reason, field and detail as the entry says them; all "" of a piece without fault."""
        if self.fault is None:
            return "", "", ""
        return self.fault.reason, self.fault.field[:40], as_text(self.fault.detail)


def pieces_of(arrived: Arrived) -> Iterator[Piece]:
    """Read a file into its invoices. What cannot be read, file or row of a table, is one piece that says so."""
    whole, found, problem = [], False, arrived.problem
    try:
        for one in [] if problem else _invoices_in(arrived.data):
            found = True
            if one.row:
                yield _row(arrived, one)
            else:
                whole.append(one.document)
    except Unreadable as unreadable:
        problem = str(unreadable.detail)
    except Exception:
        # A fault of a reader costs one document, never the import.
        log.exception("a reader failed on %s", arrived.path)
        problem = _("读取时发生错误")
    if problem or not found:
        fault = Fault("UNREADABLE", "", problem or _("文件中没有发票"))
        yield Piece(arrived.path, arrived.data, arrived.digest, fault=fault)
    elif len(whole) == 1:
        yield Piece(arrived.path, arrived.data, arrived.digest, whole[0])
    else:
        for place, document in enumerate(whole, 1):
            yield _of_several(f"{arrived.path}#{place}", row_json(document), document)


def _row(arrived: Arrived, one: OneRead) -> Piece:
    path = f"{arrived.path}#{arrived.rows_above + one.row}"
    if one.document is None:
        # Without what was read of it, a row is its cells.
        raw = json.dumps(one.cells, ensure_ascii=False).encode()
        return Piece(path, raw, hashlib.sha256(raw).digest(), fault=Fault("UNREADABLE", "", one.why))
    return _of_several(path, row_json(one.document), one.document)


def _of_several(path: str, raw: bytes, document: InvoiceDocument | None) -> Piece:
    return Piece(path, raw, hashlib.sha256(raw).digest(), document)


def _invoices_in(data: bytes) -> Iterable[OneRead]:
    """Read a file, or a row of a table that was kept as it was read."""
    kept = row_document(data)
    return [OneRead(document=kept)] if kept else invoices_in(data)


def judge(piece: Piece, today: date, known_tax_ids: Container[str]) -> None:
    """Find the gravest fault of a document that was read and has none yet."""
    if piece.document is None or piece.fault:
        return
    try:
        found = faults(piece.document, today=today, known_tax_ids=known_tax_ids)
        piece.fault = found[0] if found else _unstorable(piece.document)
    except Exception:
        log.exception("a check failed on %s", piece.path)
        piece.fault = Fault("UNREADABLE", "", _("检查时发生错误"))


def said_by(document: InvoiceDocument) -> dict[str, str]:
    """Return what a refused document said, by which its parties can be told of it."""
    said = {
        "kind": document.kind,
        "issue_date": document.issue_date,
        "seller_name": document.seller.name,
        "buyer_name": document.buyer.name,
        "amount": document.amount,
        "tax": document.tax,
        "total": document.total,
    }
    return {name: as_text(str(value)) for name, value in said.items() if value is not None}


def _unstorable(document: InvoiceDocument) -> Fault | None:
    found = unstorable(document)
    return Fault("UNREADABLE", *found) if found else None


def as_text(text: str | None) -> str:
    """Return the text as the database can keep it: without NUL and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode() if text else ""
