"""Judges quarantined entries again, from the bytes that were kept and by the same way in.

After a fix of a reader or a check, what was refused wrongly goes in; what is still wrong says why by now.
Contradictions of a record are settled with the record, never here.
"""
import re
from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Person
from invoice_portal.accounts.roles import Role, regions_of, role_of
from invoice_portal.history.record import record_many
from invoice_portal.refusal import Refusal
from lookup.intake import Report
from lookup.intake.arriving import Arrived
from lookup.intake.judging import Piece, pieces_of
from lookup.intake.taking_in import chunks
from lookup.intake.writing import UNLISTED, Writer
from lookup.models import Batch, Entry

from .announcing import unannounced

#: Who may replay from the desk.
REPLAYING = {Role.SUPERVISOR, Role.ADMINISTRATOR}
#: What judging again can change.
REASONS = [reason for reason in Entry.Reason if reason != Entry.Reason.DUPLICATE_DIFFERS]
_FETCHED = 50
_AT_ONCE = 1000
#: Contradictions, see above, and files that the manifest did not list.
_SETTLED_ELSEWHERE = Q(reason=Entry.Reason.DUPLICATE_DIFFERS) | Q(reason=UNLISTED[0], field=UNLISTED[1])
_BATCH = re.compile(r"([A-Z0-9_-]{1,20}):([0-9]{1,9})")

Entries = QuerySet[Entry]


def why_not_replay(by: Person | None) -> Refusal | None:
    """Return why this person may not have entries judged again, or None if they may; None is the command line."""
    if by is None or role_of(by) in REPLAYING:
        return None
    return Refusal("not_for_role", _("只有主管和系统管理员可以重新判定隔离的条目。"), status=403)


def of_entry(pk: int) -> Entries:
    """Return one entry; raises :class:`Refusal` if there is none, or judging it again can change nothing."""
    entry = Entry.objects.filter(pk=pk)
    if not entry.exists():
        raise Refusal("no_entry", _("没有这样的条目。"), status=404)
    if not replayable(entry).exists():
        detail = _("这个条目不能重新判定：它不在隔离中，与记录矛盾（请在记录上处理），或未留存内容。")
        raise Refusal("not_replayable", detail, status=409)
    return entry


def of_batch(named: str) -> Entries:
    """Return the entries of every delivery of ``SOURCE:N``; raises :class:`Refusal` if there was none."""
    found = _BATCH.fullmatch(named)
    batches = Batch.objects.filter(source__code=found[1], number=int(found[2])) if found else Batch.objects.none()
    if not batches.exists():
        raise Refusal("no_batch", _("没有批次 %(named)s；请写作 来源代码:批次号。") % {"named": named}, status=404)
    return Entry.objects.filter(batch__in=batches)


def replayable(entries: Entries) -> Entries:
    """Of these entries, those that may be judged again: quarantined, and with their bytes kept."""
    quarantined = entries.filter(state=Entry.State.QUARANTINED)
    return quarantined.exclude(_SETTLED_ELSEWHERE).exclude(raw=b"")


def replayable_by(entries: Entries, by: Person | None) -> Entries:
    """Of these entries, those that this person may have judged again: of the sources of their regions."""
    regions = regions_of(by) if by else []
    mine = replayable(entries)
    return mine.filter(source__region__in=regions) if regions else mine


def replay(entries: Entries, *, by: Person | None = None, reason: str = "") -> Report:
    """Judge the replayable ones among these entries again, with an event for each that says who asked and why.

    Raises :class:`Refusal` if the person may not, or gives no reason.
    """
    if refusal := why_not_replay(by):
        raise refusal
    if by and not reason.strip():
        detail = _("请写明为什么重新判定。")
        raise Refusal("no_reason", detail, fields={"reason": detail})
    report = Report()
    for some in _parts(list(replayable_by(entries, by).order_by("id").values_list("id", flat=True))):
        with transaction.atomic():
            record_many("entry", some, "replayed", by=by, reason=reason.strip())
        _judge(some, report, by)
    return report


def judge_again(ids: Sequence[int], *, by=None) -> Report:
    """Judge these entries again, each as part of the batch it came in."""
    report = Report()
    for some in _parts(ids):
        _judge(some, report, by)
    return report


def _judge(ids: Sequence[int], report: Report, by) -> None:
    batches = Batch.objects.filter(entries__in=ids).select_related("source").distinct()
    for batch in batches.order_by("id"):
        _judge_in(batch, ids, report, by)


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
