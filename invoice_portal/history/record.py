"""The one door through which events are written."""
from collections.abc import Iterable
from typing import Any

from django.db import connection

from .models import Event


def record(subject_type: str, subject_id: object, action: str, *, by=None, reason: str = "", **data: Any) -> Event:
    """Write one event inside the transaction of the change that it tells of.

    ``by`` is the acting :class:`Person`, or None for the system. ``data`` must be JSON-serialisable.
    Raises ``RuntimeError`` outside a transaction, since a change and its event stand or fall together.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an event is written in the transaction of its change")
    return Event.objects.create(
        subject_type=subject_type, subject_id=str(subject_id), action=action, actor=by, reason=reason, data=data
    )


def record_many(
    subject_type: str, subject_ids: Iterable[object], action: str, *, by=None, reason: str = "", **data: Any
) -> None:
    """Write the same event of many things at once, inside the transaction of their change."""
    if not connection.in_atomic_block:
        raise RuntimeError("an event is written in the transaction of its change")
    shared = {"subject_type": subject_type, "action": action, "actor": by, "reason": reason, "data": data}
    Event.objects.bulk_create((Event(subject_id=str(pk), **shared) for pk in subject_ids), batch_size=2000)


def history_of(subject_type: str, subject_id: object):
    """Return the events of one thing, oldest first."""
    events = Event.objects.filter(subject_type=subject_type, subject_id=str(subject_id))
    return events.select_related("actor").order_by("id")
