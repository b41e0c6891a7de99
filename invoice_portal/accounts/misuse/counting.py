"""Counts what found nothing, and holds back whoever goes on: the one door through which somebody is slowed."""
import hashlib
import logging
import time
from collections.abc import Iterable
from datetime import datetime

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from redis.exceptions import RedisError

from invoice_portal.history.record import record

from ..models import Misuse
from .ladder import LADDER, PAUSES, REPEATED_WITHIN, WITHIN, Rung, hold_for
from .sources import Asking

State = Misuse.State
#: What is shown of what was tried: enough to see what it is about.
SHOWN, LONGEST = 50, 80
_log = logging.getLogger(__name__)


def missed(kind: str, sources: Iterable[Asking], tried: str) -> None:
    """Count one thing that was asked for and is not there, or is not theirs; past what is free, hold the source back.

    ``tried`` is shown to supervisors: no password, and of a code only :func:`beginning_of` it.
    """
    # PostgreSQL has no text for some of what is typed; nor has anybody who reads the list.
    tried = "".join(sign for sign in tried if sign.isprintable())[:LONGEST]
    for asking in sources:
        rung = LADDER.get((kind, asking.source))
        if rung and _count(kind, asking, rung, tried) > rung.free:
            _hold(kind, asking, tried)


def beginning_of(code: str) -> str:
    """Return as much of a code as shows what it was meant for."""
    return f"{code.strip()[:4]}…"


def forget(row: Misuse) -> None:
    """Count this source from nothing again."""
    try:
        cache.delete_many([_counter(row.kind, row.key), _kept(row.kind, row.key)])
    except RedisError:
        _log.warning("the count of guesses could not be forgotten")


def _count(kind: str, asking: Asking, rung: Rung, tried: str) -> int:
    """Return which miss of the day this is, 0 for one that was counted already.

    Without Redis nothing is counted: work goes on, and who is held back already stays so.
    """
    counter, seconds = _counter(kind, asking.key), int(WITHIN.total_seconds())
    mark = tried if rung.distinct else f"{tried} {time.time_ns()}"
    try:
        if not cache.add(f"{counter}:{hashlib.sha256(mark.encode()).hexdigest()[:24]}", 1, seconds):
            return 0
        cache.add(counter, 0, seconds)
        kept = cache.get(_kept(kind, asking.key), [])
        cache.set(_kept(kind, asking.key), [*kept, tried][-SHOWN:], seconds)
        return cache.incr(counter)
    except (RedisError, ValueError):  # away, or lapsed between the two
        return 0


@transaction.atomic
def _hold(kind: str, asking: Asking, tried: str) -> None:
    now = timezone.now()
    row = _open_row(kind, asking, now)
    row.tried = [*row.tried, tried][-SHOWN:] if row.misses else _tried_before(kind, asking, tried)
    row.misses, row.last_at = row.misses + 1, now
    # What was on its way while the pause began counts once, not once each.
    if row.until <= now:
        row.level += 1
        stops = row.level > len(PAUSES)
        row.state, row.stopped_at = (State.STOPPED, now) if stops else (State.SLOWED, None)
        row.until = now + hold_for(row.level, _stops_before(row, now) if stops else 0)
        record("misuse", row.pk, "stopped" if stops else "slowed", until=row.until.isoformat(), misses=row.misses)
    row.save()


def _open_row(kind: str, asking: Asking, now: datetime) -> Misuse:
    """Return the source's row, locked; a new one if the last is a day old."""
    new = {"source": asking.source, "operator": asking.operator, "first_at": now, "last_at": now, "until": now}
    same = {"kind": kind, "key": asking.key, "state__in": Misuse.OPEN}
    rows = Misuse.objects.select_for_update(of=("self",))
    row, made = rows.get_or_create(**same, defaults=new)
    if not made and row.until <= now and row.last_at < now - WITHIN:
        row.state = State.LAPSED
        row.save(update_fields=["state"])
        row, _made = rows.get_or_create(**same, defaults=new)
    return row


def _stops_before(row: Misuse, now: datetime) -> int:
    lapsed = Misuse.objects.filter(kind=row.kind, key=row.key, state=State.LAPSED)
    return lapsed.filter(stopped_at__gt=now - REPEATED_WITHIN).count()


def _tried_before(kind: str, asking: Asking, tried: str) -> list[str]:
    """Return what was tried while it was free, the last of it being ``tried``."""
    try:
        return cache.get(_kept(kind, asking.key)) or [tried]
    except RedisError:
        return [tried]


def _counter(kind: str, key: str) -> str:
    return f"misses:{kind}:{key}"


def _kept(kind: str, key: str) -> str:
    return f"{_counter(kind, key)}:tried"
