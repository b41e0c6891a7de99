"""Every invoice in a file, one after another, each with the bytes it came of; what cannot be read says why."""
from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lookup.document import InvoiceDocument

from . import invoices_in, parts, sniff
from .as_json import error_json, to_json
from .errors import Unreadable


@dataclass(frozen=True, slots=True)
class Found:
    """One invoice, or a member of a zip or a row of a table that cannot be read. ``digest``: SHA-256 of the file."""

    path: str
    digest: str
    format: str | None
    document: InvoiceDocument | None = None
    why: str = ""

    def as_json(self) -> dict[str, Any]:
        """The object that ``read_document`` prints."""
        if self.document is None:
            return error_json(self.path, self.format, self.why)
        return to_json(self.document, self.path)


def each(data: bytes, path: str) -> Iterator[Found]:
    """Read a file, or every member of a zip of files; never raises for what the bytes are."""
    try:
        for part, content in parts(data, path):
            yield from _read(part, content)
    except Unreadable as error:
        yield Found(path, _digest(data), sniff(data), why=error.detail)


def _read(path: str, content: bytes) -> Iterator[Found]:
    digest = _digest(content)
    try:
        for one in invoices_in(content):
            if one.document is None:
                yield Found(path, digest, sniff(content), why=f"#{one.row}：{one.why}")
            else:
                yield Found(path, digest, one.document.format, one.document)
    except Unreadable as error:
        yield Found(path, digest, sniff(content), why=error.detail)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
