"""Whether a source has completed some issue times, and when it will have. Pure: no database, no clock.

All times are aware. Spans are half-open, sorted, and neither overlap nor touch.
"""
from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

Window = tuple[datetime, datetime]


class Standing(StrEnum):
    """How some issue times stand to a source, least complete first."""

    OVERDUE = "OVERDUE"
    PENDING = "PENDING"
    BEFORE = "BEFORE"
    COVERED = "COVERED"


@dataclass(frozen=True, slots=True)
class Delays:
    """How long after the end of its span a source made a batch: percentiles of its own past."""

    p10: timedelta
    p50: timedelta
    p95: timedelta


@dataclass(frozen=True, slots=True)
class Eta:
    earliest: datetime
    likely: datetime
    latest: datetime


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """What one source has completed. ``refused``: spans of batches that were refused and did not come again."""

    code: str
    name: str
    every: timedelta
    spans: tuple[Window, ...] = ()
    refused: tuple[Window, ...] = ()
    delays: Delays | None = None

    @property
    def watermark(self) -> datetime | None:
        """Up to when the records have no gap."""
        return self.spans[0][1] if self.spans else None

    @property
    def completeness(self) -> float:
        """The watermark as a number to sort by; nothing completed sorts first."""
        return self.watermark.timestamp() if self.watermark else 0.0

    def due(self) -> datetime | None:
        """When the next batch is late: its usual time has passed, and so has the delay of 19 out of 20."""
        if not self.spans:
            return None
        return self.spans[-1][1] + self.every + (self.delays.p95 if self.delays else timedelta(0))


def standing(source: SourceCoverage, window: Window, now: datetime) -> Standing:
    """Tell how the issue times of ``window`` stand to one source."""
    starts, ends = window
    if not source.spans:
        # It is registered and has completed nothing: nobody can say what it holds.
        return Standing.PENDING
    if ends <= source.spans[0][0]:
        return Standing.BEFORE
    gap = _first_gap(source, starts, ends)
    if gap is None:
        return Standing.COVERED
    later_came = any(begin > gap for begin, _end in source.spans)
    was_refused = any(begin <= gap < end for begin, end in source.refused)
    due = source.due()
    return Standing.OVERDUE if later_came or was_refused or (due and now > due) else Standing.PENDING


def region_standing(
    sources: Iterable[SourceCoverage], window: Window, now: datetime
) -> tuple[Standing, SourceCoverage | None]:
    """Tell how the window stands to all sources of a region: the least complete decides, and is named.

    A source that had not begun by then has nothing to complete, unless none had; a region without sources neither.
    """
    found = [(standing(source, window, now), source) for source in sources]
    begun = [pair for pair in found if pair[0] != Standing.BEFORE] or found
    if not begun:
        return Standing.BEFORE, None
    order = list(Standing)
    return min(begun, key=lambda pair: (order.index(pair[0]), pair[1].completeness))


def complete_until(sources: Iterable[SourceCoverage]) -> datetime | None:
    """Tell up to when the records of a region have no gap: as far as the least complete of its sources."""
    least = min(sources, key=lambda source: source.completeness, default=None)
    return least.watermark if least else None


def expected(source: SourceCoverage, window: Window, now: datetime) -> Eta | None:
    """Tell when the batch that completes the window is to be expected, from the source's own delays; else None.

    Times that have passed are given as they are when even the latest has: it should have been here by then.
    """
    if source.delays is None or not source.spans:
        return None
    gap = _first_gap(source, *window)
    before = [end for _begin, end in source.spans if gap is None or end <= gap] or [source.spans[-1][1]]
    count = max(1, math.ceil((window[1] - before[-1]) / source.every))
    return _eta(before[-1] + count * source.every, source.delays, now)


def expected_next(source: SourceCoverage, now: datetime) -> Eta | None:
    """Tell when the source's next batch is to be expected, from its own delays; else None."""
    if source.delays is None or not source.spans:
        return None
    return _eta(source.spans[-1][1] + source.every, source.delays, now)


def _eta(completed: datetime, delays: Delays, now: datetime) -> Eta:
    times = [completed + delay for delay in (delays.p10, delays.p50, delays.p95)]
    return Eta(*(times if times[2] < now else [max(time, now) for time in times]))


def _first_gap(source: SourceCoverage, starts: datetime, ends: datetime) -> datetime | None:
    """Return the first issue time of the window that no span holds; what lies before the first span is left out."""
    at = max(starts, source.spans[0][0])
    for begin, end in source.spans:
        if begin <= at < end:
            at = end
    return at if at < ends else None
