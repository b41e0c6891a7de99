"""Judges quarantined entries again, from the bytes that were kept and by the same way in.

After a fix of a reader or a check, what was refused wrongly goes in; what is still wrong says why by now.
Contradictions of a record are settled with the record, never here.
"""
from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction
from django.db.models import Q

from invoice_portal.history.record import record_many
from lookup.intake import Report
from lookup.intake.arriving import Arrived
from lookup.intake.judging import Piece, pieces_of
from lookup.intake.taking_in import chunks
from lookup.intake.writing import UNLISTED, Writer
from lookup.models import Batch, Entry

from .announcing import unannounced

_FETCHED = 50
_AT_ONCE = 1000
#: What judging again cannot change: see above, and files that the manifest did not list.
_SETTLED_ELSEWHERE = Q(reason=Entry.Reason.DUPLICATE_DIFFERS) | Q(reason=UNLISTED[0], field=UNLISTED[1])


def replayable(entries):
    """Of these entries, those that may be judged again: quarantined, and with their bytes kept."""
    quarantined = entries.filter(state=Entry.State.QUARANTINED)
    return quarantined.exclude(_SETTLED_ELSEWHERE).exclude(raw=b"")


def replay(entries, *, by=None, reason: str = "") -> Report:
    """Judge the replayable ones among these entries again, with an event for each."""
    ids = list(replayable(entries).order_by("id").values_list("id", flat=True))
    report = judge_again(ids, by=by)
    for some in _parts(ids):
        with transaction.atomic():
            record_many("entry", some, "replayed", by=by, reason=reason)
    return report


def judge_again(ids: Sequence[int], *, by=None) -> Report:
    """Judge these entries again, each as part of the batch it came in."""
    report = Report()
    for some in _parts(ids):
        batches = Batch.objects.filter(entries__in=some).select_related("source").distinct()
        for batch in batches.order_by("id"):
            _judge_in(batch, some, report, by)
    return report


def _judge_in(batch: Batch, ids: Sequence[int], report: Report, by) -> None:
    writer = Writer(batch.source, lambda: batch, report, by=by, check=unannounced(batch))
    split: list[int] = []
    for chunk in chunks(_pieces(batch, ids, split)):
        writer.write(chunk)
    if split:
        with transaction.atomic():
            changed = Entry.objects.filter(pk__in=split, state=Entry.State.QUARANTINED)
            superseded = list(changed.order_by("pk").select_for_update().values_list("pk", flat=True))
            Entry.objects.filter(pk__in=superseded).update(
                state=Entry.State.SUPERSEDED, reason="", field="", detail=""
            )
            record_many("entry", superseded, "superseded", by=by)


def _pieces(batch: Batch, ids: Sequence[int], split: list[int]) -> Iterator[Piece]:
    """Read the kept bytes. What is now a table of invoices gives an entry for each row, which take its place."""
    entries = replayable(Entry.objects.filter(batch=batch, pk__in=ids)).order_by("id")
    for entry in entries.iterator(chunk_size=_FETCHED):
        digest = bytes(entry.digest)
        pieces = list(pieces_of(Arrived(entry.path, bytes(entry.raw), digest)))
        if any(piece.digest != digest for piece in pieces):
            split.append(entry.pk)
        yield from pieces


def _parts(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
