"""Proving that no event was changed, removed, put in between or cut off."""
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from .models import DayDigest

#: What the first event of all follows.
ROOT = bytes(32)
_CHUNK = 2_000
_CHAIN = """
SELECT link.position, link.event_id, link.previous, link.digest, history_text(event)
FROM history_link link LEFT JOIN history_event event ON event.id = link.event_id ORDER BY link.position
"""
_NEVER_CHAINED = """
SELECT event.id FROM history_event event
LEFT JOIN history_link link ON link.event_id = event.id
LEFT JOIN history_unsealed waiting ON waiting.event_id = event.id
WHERE link.event_id IS NULL AND waiting.event_id IS NULL ORDER BY event.id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first link that does not hold; ``event`` is None if the link itself is what is missing."""

    position: int
    event: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Proof:
    """``head`` is the last digest that holds, in hexadecimal."""

    events: int
    head: str
    unsealed: int
    broken: Broken | None


def verify() -> Proof:
    """Read the whole chain as of one moment and return what holds; memory does not grow with it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return _verify()


def _verify() -> Proof:
    published = {day.position: day for day in DayDigest.objects.order_by("day")}
    previous, held, broken = ROOT, 0, None
    for position, event, before, digest, text in _links():
        broken = _wrong(held + 1, position, event, previous, before, digest, text)
        if broken is None and (day := published.pop(position, None)) and bytes(day.digest) != digest:
            broken = Broken(position, event, f"differs from the digest published for {day.day}")
        if broken:
            break
        previous, held = digest, position
    if broken is None and published:
        broken = Broken(held + 1, None, f"the end is missing: {min(published)} events were published as sealed")
    if broken is None and (stray := _one(_NEVER_CHAINED)):
        broken = Broken(held + 1, stray, "the event was written past the chain")
    return Proof(held, previous.hex(), _one("SELECT count(*) FROM history_unsealed") or 0, broken)


def _wrong(
    expected: int, position: int, event: int, previous: bytes, before: bytes, digest: bytes, text: str | None
) -> Broken | None:
    if position != expected:
        return Broken(expected, None, "the link is missing")
    if text is None:
        return Broken(position, event, "the event is missing")
    if before != previous:
        return Broken(position, event, "does not follow the link before it")
    if hashlib.sha256(previous + text.encode()).digest() != digest:
        return Broken(position, event, "the event is not what was sealed")
    return None


def _links() -> Iterator[tuple[int, int, bytes, bytes, str | None]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(_CHAIN)
        while rows := cursor.fetchmany(_CHUNK):
            for position, event, before, digest, text in rows:
                yield position, event, bytes(before), bytes(digest), text


def _one(question: str) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return row[0] if row else None
