"""The one door through which events are written."""
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


def history_of(subject_type: str, subject_id: object):
    """Return the events of one thing, oldest first."""
    events = Event.objects.filter(subject_type=subject_type, subject_id=str(subject_id))
    return events.select_related("actor").order_by("id")
