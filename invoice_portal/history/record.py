"""The one door through which events are written."""
import json
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.utils import timezone

from .models import Event
from .sealing import seal_after_commit


def record(subject_type: str, subject_id: object, action: str, *, by=None, reason: str = "", **data: Any) -> Event:
    """Write one event inside the transaction of the change that it tells of.

    ``by`` is the acting :class:`Person`, or None for the system. ``data`` must be JSON-serialisable.
    Raises ``RuntimeError`` outside a transaction, since a change and its event stand or fall together.
    """
    _in_transaction()
    return Event.objects.create(
        subject_type=subject_type, subject_id=str(subject_id), action=action, actor=by, reason=reason, data=data
    )


def record_many(
    subject_type: str, subject_ids: Iterable[object], action: str, *, by=None, reason: str = "", **data: Any
) -> None:
    """Write the same event of many things at once, inside the transaction of their change."""
    _in_transaction()
    # In one statement: an object for each of a thousand events costs more than the events.
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Event._meta.db_table} (at, subject_type, subject_id, action, actor_id, reason, data) "  # noqa: S608
            "SELECT %s, %s, subject_id, %s, %s, %s, %s FROM unnest(%s::text[]) AS subject_id",
            [timezone.now(), subject_type, action, by and by.pk, reason, json.dumps(data), list(map(str, subject_ids))],
        )


def record_each(subject_type: str, told: Iterable[tuple[object, str, dict[str, Any]]], *, by=None) -> None:
    """Write (id, action, data) of several things, inside the transaction of their changes."""
    _in_transaction()
    Event.objects.bulk_create(
        (Event(subject_type=subject_type, subject_id=str(pk), action=action, actor=by, data=data)
         for pk, action, data in told),
        batch_size=2000,
    )  # fmt: skip


def _in_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("an event is written in the transaction of its change")
    seal_after_commit()


def history_of(subject_type: str, subject_id: object):
    """Return the events of one thing, oldest first."""
    events = Event.objects.filter(subject_type=subject_type, subject_id=str(subject_id))
    return events.select_related("actor").order_by("id")
