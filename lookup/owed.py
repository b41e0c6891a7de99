"""Work that rows owe: taken by one worker under a lease, owed again once that worker must be dead."""
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Model, Q, QuerySet
from django.utils import timezone

#: A message younger than this is on its way.
ON_ITS_WAY = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Owed:
    """How rows of one model are worked on; they have ``state``, ``claimed_at`` and ``attempts``.

    Args:
        model: whose rows owe work.
        waiting, working, failed: its states.
        since: the field that tells from when on it is owed.
        lease: a claim older than this is a dead worker's.
        most_attempts: after so many dead workers a row has failed.
    """

    model: type[Model]
    waiting: str
    working: str
    failed: str
    since: str
    lease: timedelta
    most_attempts: int

    def take(self, rows: QuerySet, **columns) -> datetime | None:
        """Claim the one row if it is free, writing ``columns`` with it; return when, or None. One filtered UPDATE."""
        now = timezone.now()
        free = Q(state=self.waiting) | self._dead(now) & Q(attempts__lt=self.most_attempts)
        claim = {"state": self.working, "claimed_at": now, "attempts": F("attempts") + 1}
        return now if rows.filter(free).update(**claim, **columns) else None

    def held(self, row: Model) -> QuerySet:
        """Match the row as long as this worker's claim on it stands."""
        return self.model._default_manager.filter(pk=row.pk, state=self.working, claimed_at=row.claimed_at)

    def requeue(self, queue: Callable[[object], None], most: int = 1000, **given_up) -> int:
        """Queue again what waits or was left by a dead worker; return how many.

        What has killed too many has failed, with ``given_up`` written beside it.
        """
        rows, now = self.model._default_manager, timezone.now()
        dead = self._dead(now)
        rows.filter(dead, attempts__gte=self.most_attempts).update(state=self.failed, **given_up)
        quiet = Q(state=self.waiting, **{f"{self.since}__lt": now - ON_ITS_WAY})
        owed = list(rows.filter(quiet | dead).order_by(self.since).values_list("pk", flat=True)[:most])
        for pk in owed:
            queue(pk)
        return len(owed)

    def _dead(self, now: datetime) -> Q:
        return Q(state=self.working, claimed_at__lt=now - self.lease)
