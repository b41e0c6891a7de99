"""Reads documents in chunks and writes each chunk in one transaction.

Every document becomes an entry, accepted or quarantined. Chunks are bounded in number and bytes,
so memory stays flat however much arrives; a broken-off import is simply run again.
"""
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.db import DataError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from invoice_portal.accounts.models import Taxpayer
from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal
from lookup.checking import Fault
from lookup.models import Batch, Entry, Source
from lookup.records import accept_many
from lookup.watches.arriving import note_arrivals

from .arriving import arriving
from .judging import Piece, entry_of, judge, pieces_of
from .report import Report

CHUNK = 500
CHUNK_BYTES = 8 * 1024 * 1024


def take_in(
    paths: Iterable[Path], source: Source, *, by=None, progress: Callable[[Report], None] | None = None
) -> Report:
    """Import every document under the paths. What is here already stays as it is."""
    paths = [Path(path).resolve() for path in paths]
    for path in paths:
        if not path.exists():
            raise Refusal("no_such_path", _("没有这个文件或文件夹：%(path)s") % {"path": path}, status=404)
    intake = _Intake(source, by)
    for chunk in _chunks(piece for arrived in arriving(paths) for piece in pieces_of(arrived)):
        intake.take(chunk)
        if progress:
            progress(intake.report)
    return intake.report


def _chunks(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
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


class _Intake:
    """One delivery of loose documents: its batch is written when the first new document comes."""

    def __init__(self, source: Source, by):
        self.source, self.by = source, by
        self.report = Report()
        self.batch: Batch | None = None

    def take(self, pieces: list[Piece]) -> None:
        self.report.read += len(pieces)
        documents = [piece.document for piece in pieces if piece.document]
        tax_ids = {party.tax_id or "" for document in documents for party in (document.seller, document.buyer)}
        registered = Taxpayer.objects.filter(tax_id__in=tax_ids).exclude(registered_at=None)
        known, today = set(registered.values_list("tax_id", flat=True)), timezone.localdate()
        for piece in pieces:
            judge(piece, today, known)
        self._write_or_split(pieces)

    def _write_or_split(self, pieces: list[Piece]) -> None:
        """Write the pieces together; if the database refuses one, find it by halving and quarantine it."""
        try:
            self._write(pieces)
        except DataError:
            if len(pieces) == 1:
                pieces[0].document = None
                pieces[0].fault = Fault("UNREADABLE", "", gettext_noop("内容无法保存"))
                self._write(pieces)
            else:
                self._write_or_split(pieces[: len(pieces) // 2])
                self._write_or_split(pieces[len(pieces) // 2 :])

    def _write(self, pieces: list[Piece]) -> None:
        with transaction.atomic():
            # Two imports of one source take turns, so that the same bytes are one entry.
            Source.objects.select_for_update().get(pk=self.source.pk)
            new = self._new(pieces)
            batch = self._batch() if new else None
            entries = Entry.objects.bulk_create([entry_of(piece, batch) for piece in new], batch_size=CHUNK)
            kept = list(zip(new, entries, strict=True))
            outcome = accept_many(
                [(piece.document, entry) for piece, entry in kept if not piece.fault], source=self.source, by=self.by
            )
            note_arrivals((entry.number, entry.code) for entry in entries if entry.state == Entry.State.QUARANTINED)
        # The report counts what is committed.
        self.batch = batch or self.batch
        self.report.accepted += outcome.accepted
        self.report.unchanged += outcome.unchanged + len(pieces) - len(new)
        for entry in (entry for _piece, entry in kept if entry.state == Entry.State.QUARANTINED):
            self.report.note_quarantined(entry)

    def _new(self, pieces: list[Piece]) -> list[Piece]:
        """Return the pieces whose bytes this source has not sent before, each once."""
        by_digest = {piece.digest: piece for piece in reversed(pieces)}
        here = Entry.objects.filter(source=self.source, digest__in=list(by_digest))
        for digest in here.values_list("digest", flat=True):
            del by_digest[bytes(digest)]
        return list(reversed(by_digest.values()))

    def _batch(self) -> Batch:
        if self.batch:
            return self.batch
        batch = Batch.objects.create(source=self.source)
        record("batch", batch.pk, "received", by=self.by, source=self.source.code)
        return batch
