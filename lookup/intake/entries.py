"""Entries: what is kept of each piece, written by COPY."""
import json
from collections.abc import Iterable, Iterator

from django.db import connection
from django.utils import timezone

from lookup.copying import copy_rows, hexed
from lookup.models import Batch, Entry, Source

from .judging import Piece, as_text, said_by

#: What judging decides, in the order of ``_outcome``.
_OUTCOME = ("state", "reason", "field", "detail", "number", "code", "seller_tax_id", "buyer_tax_id", "read")
_COLUMNS = (
    "id", "batch_id", "source_id", "path", "digest", *_OUTCOME, "arrived_at", "raw",
)  # fmt: skip

#: One step in the index by (source, digest) for each digest; with ``IN`` and no statistics yet, PostgreSQL reads all
#: that the source ever sent.
_HERE = """
SELECT entry.id FROM unnest(%s::bytea[]) AS sent(digest) CROSS JOIN LATERAL (
    SELECT id FROM lookup_entry WHERE source_id = %s AND lookup_entry.digest = sent.digest OFFSET 0
) entry
"""


def entries_of(source: Source, digests: Iterable[bytes]) -> dict[bytes, Entry]:
    """Return the source's entries of these bytes by their digest, without the bytes themselves."""
    with connection.cursor() as cursor:
        cursor.execute(_HERE, [list(digests), source.pk])
        here = [pk for (pk,) in cursor.fetchall()]
    entries = Entry.objects.filter(pk__in=here).select_related("batch").defer("raw")
    return {bytes(entry.digest): entry for entry in entries}


def copy_entries(pieces: list[Piece], batch: Batch) -> None:
    """Write the entries of new pieces, which have their ids."""
    now = timezone.now()
    rows = (
        (piece.entry_id, batch.pk, batch.source_id, _path(piece), hexed(piece.digest), *_outcome(piece), now,
         hexed(piece.raw))
        for piece in pieces
    )  # fmt: skip
    copy_rows(Entry, _COLUMNS, rows, hexed_last=True)


def judged_anew(pieces: list[Piece], batch: Batch) -> Iterator[tuple[int, str, dict]]:
    """Write the new outcome of quarantined entries and yield the event of each."""
    kept = {entry.pk: entry for entry in Entry.objects.filter(pk__in=[piece.entry_id for piece in pieces]).defer("raw")}
    changed = []
    for piece in pieces:
        entry = kept[piece.entry_id]
        was = entry.reason
        entry.batch, entry.path = batch, _path(piece)
        for name, value in zip(_OUTCOME[:-1], _outcome(piece)[:-1], strict=True):
            setattr(entry, name, value)
        entry.read = json.loads(_outcome(piece)[-1])
        changed.append(entry)
        yield entry.pk, "judged_again", {"was": was, "state": entry.state, "reason": entry.reason, "batch": batch.pk}
    Entry.objects.bulk_update(changed, ["batch", "path", *_OUTCOME], batch_size=500)


def _outcome(piece: Piece) -> tuple:
    """Return the columns from ``state`` to ``read``."""
    fault = piece.fault_as_kept()
    state = Entry.State.QUARANTINED if piece.fault else Entry.State.ACCEPTED
    document = piece.document
    if document is None:
        return (state.value, *fault, "", "", "", "", "{}")
    return (
        state.value, *fault,
        as_text(document.number)[:20], as_text(document.code)[:12],
        as_text(document.seller.tax_id)[:20], as_text(document.buyer.tax_id)[:20],
        json.dumps(said_by(document), ensure_ascii=False) if piece.fault else "{}",
    )  # fmt: skip


def _path(piece: Piece) -> str:
    return as_text(piece.path)[-500:]
