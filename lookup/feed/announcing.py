"""Numbers that a manifest announces: on their way to their parties until an entry of theirs comes."""
from collections.abc import Collection

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils import timezone

from lookup.checking import Fault
from lookup.copying import copy_rows
from lookup.intake.judging import Piece
from lookup.intake.writing import Check
from lookup.models import Announcement, Batch, Entry
from lookup.records.row import key_of, slug_of

from .manifest import Announced

_COLUMNS = ("number", "code", "seller_tax_id", "buyer_tax_id")
_STAGING = """
CREATE TEMP TABLE announcement_staging ON COMMIT DROP AS
SELECT number, code, seller_tax_id, buyer_tax_id FROM lookup_announcement WITH NO DATA
"""
#: What came before it was announced has arrived at once. The earliest batch that announces a number stands for
#: it, and the earliest that names a party for that party, in whatever order they are read.
#: In the order of numbers, as ``arrive`` locks them, so that nobody waits in a circle.
_ANNOUNCE = """
INSERT INTO lookup_announcement AS kept
    (source_id, batch_id, number, code, seller_tax_id, buyer_tax_id, seller_said_in, buyer_said_in, announced_at,
     arrived_at)
SELECT %(source)s, %(batch)s, number, code, max(seller_tax_id), max(buyer_tax_id),
       CASE WHEN max(seller_tax_id) > '' THEN %(number)s END, CASE WHEN max(buyer_tax_id) > '' THEN %(number)s END,
       %(now)s,
       CASE WHEN EXISTS (SELECT 1 FROM lookup_entry e WHERE e.number = s.number AND e.code = s.code) THEN %(now)s END
FROM announcement_staging s GROUP BY number, code ORDER BY number, code
ON CONFLICT (source_id, number, code) DO UPDATE SET
    batch_id = CASE WHEN %(number)s < (SELECT number FROM lookup_batch WHERE id = kept.batch_id)
                    THEN excluded.batch_id ELSE kept.batch_id END,
    seller_tax_id = CASE WHEN excluded.seller_said_in < coalesce(kept.seller_said_in, 2147483647)
                         THEN excluded.seller_tax_id ELSE kept.seller_tax_id END,
    buyer_tax_id = CASE WHEN excluded.buyer_said_in < coalesce(kept.buyer_said_in, 2147483647)
                        THEN excluded.buyer_tax_id ELSE kept.buyer_tax_id END,
    seller_said_in = least(kept.seller_said_in, excluded.seller_said_in),
    buyer_said_in = least(kept.buyer_said_in, excluded.buyer_said_in),
    arrived_at = coalesce(kept.arrived_at, excluded.arrived_at)
"""
#: Those whose entry was written by another import while this one could not see it.
_MISSED = """
UPDATE lookup_announcement SET arrived_at = %(now)s WHERE id IN (
    SELECT id FROM lookup_announcement a WHERE batch_id = %(batch)s AND arrived_at IS NULL
        AND EXISTS (SELECT 1 FROM lookup_entry e WHERE e.number = a.number AND e.code = a.code)
    ORDER BY number, code, id FOR UPDATE
)
"""


def announce(batch: Batch, announced: Collection[Announced]) -> None:
    """Keep what the manifest of a batch announces. Its source is locked by the caller."""
    if not announced:
        return
    rows = ((one.number, one.code, one.seller, one.buyer) for one in announced)
    with connection.cursor() as cursor:
        cursor.execute(_STAGING)
        copy_rows(Announcement, _COLUMNS, rows, table="announcement_staging")
        cursor.execute(
            _ANNOUNCE,
            {"source": batch.source_id, "batch": batch.pk, "number": batch.number, "now": timezone.now()},
        )
        cursor.execute("DROP TABLE announcement_staging")


def note_missed(batch: Batch) -> None:
    """Note which of the numbers announced by a batch have arrived meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(_MISSED, {"batch": batch.pk, "now": timezone.now()})


def announced_by(batch: Batch, numbers: Collection[str]) -> set[tuple[str, str]]:
    """Return the (number, code) among these numbers that this batch or an earlier one of its source announced."""
    known = Announcement.objects.filter(source=batch.source_id, number__in=numbers, batch__number__lte=batch.number)
    return set(known.values_list("number", "code"))


def entries_announced_since(batch: Batch) -> list[int]:
    """Return the entries of the source that were refused as not announced and whose number has been announced since."""
    announced = Announcement.objects.filter(
        source=OuterRef("source"), number=OuterRef("number"), code=OuterRef("code"),
        batch__number__lte=OuterRef("batch__number"),
    )  # fmt: skip
    refused = Entry.objects.filter(
        Exists(announced), source=batch.source_id, state=Entry.State.QUARANTINED,
        reason=Entry.Reason.NOT_IN_MANIFEST, field="number",
    )  # fmt: skip
    return list(refused.order_by("id").values_list("id", flat=True))


def unannounced(batch: Batch) -> Check | None:
    """Return the check that a batch's documents are among the announced ones; None if nothing is announced.

    What is wrong with a document itself says more, and goes before.
    """
    if not batch.announced_count:
        return None

    def check(pieces: list[Piece]) -> None:
        good = [piece for piece in pieces if not piece.fault]
        known = announced_by(batch, {piece.document.number for piece in good})
        for piece in good:
            if key_of(piece.document) not in known:
                piece.fault = Fault("NOT_IN_MANIFEST", "number", slug_of(piece.document))

    return check
