"""Writes judged pieces as entries and records: the one way in for loose documents, feeds and replays."""
from collections.abc import Callable
from dataclasses import dataclass

from django.db import DataError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from invoice_portal.accounts import tax_id as tax_ids
from invoice_portal.accounts.models import Taxpayer
from invoice_portal.history.record import record_each
from lookup.checking import Fault
from lookup.copying import new_ids
from lookup.models import Batch, Entry, Source
from lookup.records import accept_many, settle
from lookup.records.row import key_of, slug_of
from lookup.watches.arriving import note_arrivals

from .announcements import arrive
from .entries import copy_entries, entries_of, judged_anew
from .judging import Piece, judge
from .report import Report

#: Reason and field of a document in a file that its manifest does not list.
UNLISTED = ("NOT_IN_MANIFEST", "files")
#: Those of a document whose number nobody has announced so far.
UNANNOUNCED = ("NOT_IN_MANIFEST", "number")
#: Finds a fault that only the delivery can tell, such as a number that was not announced.
Check = Callable[[list[Piece]], None]


@dataclass
class Writer:
    """Writes the pieces of one delivery, a chunk in a transaction, and counts them.

    ``batch`` is asked for when the first new piece is written. ``check`` is called in the transaction.
    """

    source: Source
    batch: Callable[[], Batch]
    report: Report
    by: object = None
    check: Check | None = None

    def write(self, pieces: list[Piece]) -> None:
        """Judge and write a chunk, and count what became of it."""
        known, today = _registered(pieces), timezone.localdate()
        for piece in pieces:
            judge(piece, today, known)
        self.report.read += len(pieces)
        self._write_or_split(pieces)

    def _write_or_split(self, pieces: list[Piece]) -> None:
        """Write the pieces together; if the database refuses one, find it by halving and quarantine it."""
        try:
            self._write(pieces)
        except DataError:
            if len(pieces) == 1:
                pieces[0].document = None
                pieces[0].fault = Fault("UNREADABLE", "", _("内容无法保存"))
                self._write(pieces)
            else:
                self._write_or_split(pieces[: len(pieces) // 2])
                self._write_or_split(pieces[len(pieces) // 2 :])

    def _write(self, pieces: list[Piece]) -> None:
        with transaction.atomic():
            # Two imports of one source take turns, so that the same bytes are one entry.
            Source.objects.select_for_update().get(pk=self.source.pk)
            sorted_ = _Sorted(self.source, pieces)
            if self.check:
                self.check(sorted_.new + sorted_.again)
            sorted_.drop_unchanged(self.batch)
            accepted, same = self._accept(sorted_)
            arrive(_keys(sorted_.new + sorted_.again))
            note_arrivals(_keys([piece for piece in sorted_.new + sorted_.again if piece.fault]))
        # What another import wrote meanwhile could not be seen, and it could not see this: whoever commits
        # later sees both.
        with transaction.atomic():
            settle(_slugs(pieces), by=self.by)
            arrive(_keys(pieces))
        self._count(sorted_, len(pieces), accepted, same)

    def _accept(self, sorted_: "_Sorted") -> tuple[int, int]:
        """Make records of the pieces without fault and write every entry; return how many are new and known."""
        good = [piece for piece in sorted_.new + sorted_.again if not piece.fault]
        for piece, pk in zip(sorted_.new, new_ids(Entry, len(sorted_.new)), strict=True):
            piece.entry_id = pk
        outcome = accept_many([(piece.document, piece.entry_id) for piece in good], source=self.source, by=self.by)
        for place, found in outcome.differing.items():
            detail = "; ".join(f"{name}: {ours} ≠ {theirs}" for name, (ours, theirs) in found.items())
            good[place].fault = Fault("DUPLICATE_DIFFERS", next(iter(found)), detail)
        if sorted_.new:
            copy_entries(sorted_.new, self.batch())
        if sorted_.again:
            told = judged_anew(sorted_.again, self.batch())
            record_each("entry", told, by=self.by)
        return outcome.accepted, outcome.unchanged

    def _count(self, sorted_: "_Sorted", came: int, accepted: int, same: int) -> None:
        """Count a chunk that is committed."""
        written = sorted_.new + sorted_.again
        self.report.accepted += accepted
        self.report.unchanged += same + came - len(written)
        for piece in written:
            if piece.fault:
                self.report.note_quarantined(piece)


class _Sorted:
    """Pieces apart: those whose bytes this source never sent, and those that lie in quarantine."""

    def __init__(self, source: Source, pieces: list[Piece]):
        by_digest = {piece.digest: piece for piece in reversed(pieces)}
        self.new: list[Piece] = []
        self.again: list[Piece] = []
        self.kept = entries_of(source, by_digest)
        for digest, piece in reversed(by_digest.items()):
            entry = self.kept.get(digest)
            if entry is None:
                self.new.append(piece)
            elif entry.state == Entry.State.QUARANTINED and entry.reason != Entry.Reason.DUPLICATE_DIFFERS:
                # It may be good by now: a reader was mended, a taxpayer registered, the number announced.
                piece.entry_id = entry.pk
                self.again.append(piece)

    def drop_unchanged(self, batch: Callable[[], Batch]) -> None:
        """Forget the quarantined ones that are refused for the very same reason, or came in a file that is not listed.

        Such a file is no reason to think otherwise of bytes that came before. What is still not announced moves to the
        latest batch in which it came: what that one or an earlier one will have announced counts for it.
        """
        self.again = [
            piece for piece in self.again
            if (piece.fault_as_kept() != self._as_kept(piece) or self._came_later(piece, batch))
            and piece.fault_as_kept()[:2] != UNLISTED
        ]  # fmt: skip

    def _came_later(self, piece: Piece, batch: Callable[[], Batch]) -> bool:
        kept = self.kept[piece.digest].batch
        return piece.fault_as_kept()[:2] == UNANNOUNCED and (batch().number or 0) > (kept.number or 0)

    def _as_kept(self, piece: Piece) -> tuple[str, str, str]:
        entry = self.kept[piece.digest]
        return entry.reason, entry.field, entry.detail


def _registered(pieces: list[Piece]) -> set[str]:
    """Return the registered tax IDs among those that break the rules: few do, so mostly nothing is asked."""
    documents = (piece.document for piece in pieces if piece.document)
    said = {party.tax_id for document in documents for party in (document.seller, document.buyer) if party.tax_id}
    odd = [tax_id for tax_id in said if tax_ids.problem(tax_id)]
    if not odd:
        return set()
    registered = Taxpayer.objects.filter(tax_id__in=odd).exclude(registered_at=None)
    return set(registered.values_list("tax_id", flat=True))


def _keys(pieces: list[Piece]) -> set[tuple[str, str]]:
    return {key_of(piece.document) for piece in pieces if _numbered(piece)}


def _slugs(pieces: list[Piece]) -> set[str]:
    documents = [piece.document for piece in pieces if _numbered(piece)]
    return {slug for document in documents for slug in (slug_of(document), document.red_of) if slug}


def _numbered(piece: Piece) -> bool:
    return bool(piece.document and piece.document.number)
