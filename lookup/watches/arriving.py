"""Numbers that arrived, and the watches that wait for them.

Asked after commit, when a watch is either seen here, or sees the arrival by itself: a new watch looks once after its
own commit. A message or a process lost in between is what the sweeper is for.
"""
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction

from invoice_portal.queueing import queue_after_commit
from lookup.models import Watch

#: By name, since tasks call this room.
TASK = "lookup.tasks.look_at_watches"
_AT_ONCE = 1000
_PER_TASK = 100


def note_arrivals(keys: Iterable[tuple[str, str]]) -> None:
    """Let whoever watches one of these (number, code) be told, after the transaction that brought them."""
    keys = {key for key in keys if key[0]}
    if keys:
        # robust: whatever fails here, the records are in.
        transaction.on_commit(lambda: _queue_watching(keys), robust=True)


def _queue_watching(keys: set[tuple[str, str]]) -> None:
    numbers = sorted({number for number, _code in keys})
    for start in range(0, len(numbers), _AT_ONCE):
        watching = Watch.objects.filter(state=Watch.State.WATCHING, number__in=numbers[start : start + _AT_ONCE])
        queue_looks([pk for pk, *key in watching.values_list("pk", "number", "code") if tuple(key) in keys])


def queue_looks(watch_ids: Sequence[UUID]) -> None:
    """Let the worker look at these watches, once what was written is committed."""
    for start in range(0, len(watch_ids), _PER_TASK):
        queue_after_commit(TASK, [str(pk) for pk in watch_ids[start : start + _PER_TASK]])
