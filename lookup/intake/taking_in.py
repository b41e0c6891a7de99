"""Reads documents in chunks and writes each chunk in one transaction.

Every document becomes an entry, accepted or quarantined. Chunks are bounded in number and bytes,
so memory stays flat however much arrives; a broken-off import is simply run again.
"""
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.utils.translation import gettext as _

from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal
from lookup.models import Batch, Source

from .arriving import arriving
from .judging import Piece, pieces_of
from .report import Report
from .writing import Writer

#: Fewer would spend the database on the beginnings and ends of transactions: a third more for a row at a thousand.
CHUNK = 4000
CHUNK_BYTES = 8 * 1024 * 1024


def take_in(
    paths: Iterable[Path], source: Source, *, by=None, progress: Callable[[Report], None] | None = None
) -> Report:
    """Import every document under the paths. What is here already stays as it is."""
    paths = [Path(path).resolve() for path in paths]
    for path in paths:
        if not path.exists():
            raise Refusal("no_such_path", _("没有这个文件或文件夹：%(path)s") % {"path": path}, status=404)
    writer = Writer(source, _LooseBatch(source, by), Report(), by=by)
    for chunk in ahead(chunks(piece for arrived in arriving(paths) for piece in pieces_of(arrived))):
        writer.write(chunk)
        if progress:
            progress(writer.report)
    return writer.report


def chunks(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Cut pieces into chunks that fit into one transaction."""
    chunk: list[Piece] = []
    size = 0
    for piece in pieces:
        chunk.append(piece)
        size += len(piece.raw)
        if len(chunk) >= CHUNK or size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def ahead(made: Iterator[list[Piece]]) -> Iterator[list[Piece]]:
    """Yield chunks, the next one being read while the database takes in the last. ``made`` must not ask the database:
    it runs in a thread of its own.
    """
    with ThreadPoolExecutor(1) as reader:
        following = reader.submit(next, made, None)
        while (chunk := following.result()) is not None:
            following = reader.submit(next, made, None)
            yield chunk


class _LooseBatch:
    """The batch of one delivery of loose documents: made when the first new document is written."""

    def __init__(self, source: Source, by):
        self.source, self.by = source, by
        self.batch: Batch | None = None

    def __call__(self) -> Batch:
        # Asked for in a transaction: if that was rolled back, the batch is gone too.
        if self.batch is None or not Batch.objects.filter(pk=self.batch.pk).exists():
            self.batch = Batch.objects.create(source=self.source)
            record("batch", self.batch.pk, "received", by=self.by, source=self.source.code)
        return self.batch
