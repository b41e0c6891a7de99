"""Changes of status that a manifest reports: kept, and carried into the records that are here.

The others wait: whoever accepts the record carries them in (lookup.records).
"""
from collections.abc import Collection

from django.db import transaction

from lookup.models import Batch, Change
from lookup.records import settle

from .manifest import Changed

_AT_ONCE = 1000


def keep_changes(batch: Batch, changes: Collection[Changed]) -> None:
    """Keep what the manifest of a batch reports, in the transaction that begins the batch.

    Of several reports of one status of one invoice, the latest.
    """
    latest: dict[tuple[str, str, str], Changed] = {}
    for change in changes:
        key = (change.number, change.code, change.status)
        if key not in latest or latest[key].at < change.at:
            latest[key] = change
    rows = [
        Change(
            batch=batch, number=change.number, code=change.code, status=change.status, at=change.at, by=change.by,
            replaced_by=change.replaced_by, reason=change.reason,
        )
        for change in latest.values()
    ]  # fmt: skip
    Change.objects.bulk_create(rows, batch_size=_AT_ONCE, ignore_conflicts=True)


def carry_in(changes: Collection[Changed], *, by=None) -> None:
    """Settle the records that are here; begun again after a break, it changes nothing twice."""
    slugs = sorted({f"{change.code}-{change.number}" if change.code else change.number for change in changes})
    for start in range(0, len(slugs), _AT_ONCE):
        with transaction.atomic():
            settle(slugs[start : start + _AT_ONCE], by=by)
