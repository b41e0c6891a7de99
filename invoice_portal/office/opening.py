"""When the bureau is at work: pure rules over its hours, its exceptions and China's working days."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from .working_days import is_working_day

Span = tuple[time, time]
#: How far ahead an opening is looked for: longer than any closure that is announced.
FURTHEST = 60


@dataclass(frozen=True, slots=True)
class Hours:
    """``week``: spans by weekday (0 Monday); ``exceptions``: spans by date, none where it is closed all day."""

    week: Mapping[int, Sequence[Span]]
    exceptions: Mapping[date, Sequence[Span]]
    zone: tzinfo

    def spans(self, day: date) -> list[Span]:
        """Return when the bureau is at work on this day, earliest first.

        On a public holiday it is not; on a Saturday or Sunday that was made a working day, it keeps Monday's hours
        if that weekday has none of its own.
        """
        if day in self.exceptions:
            return sorted(self.exceptions[day])
        if not is_working_day(day):
            return []
        return sorted(self.week.get(day.weekday()) or self.week.get(0, ()))

    def is_open(self, at: datetime) -> bool:
        local = at.astimezone(self.zone)
        return any(opens <= local.time() < closes for opens, closes in self.spans(local.date()))

    def next_opening(self, at: datetime) -> datetime | None:
        """Return when it opens next after ``at``; None if never within ``FURTHEST`` days."""
        return next((opens for opens, _closes in self.coming(at) if opens > at), None)

    def coming(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield the spans that are not over at ``at``, in order."""
        local = at.astimezone(self.zone)
        for ahead in range(FURTHEST):
            day = local.date() + timedelta(days=ahead)
            for opens, closes in self.spans(day):
                begin, end = (datetime.combine(day, hour, self.zone) for hour in (opens, closes))
                if end > at:
                    yield begin, end
