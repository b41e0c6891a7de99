"""How one source delivers: what it completed, how late it is now and usually, what is missing, what was refused.

In a fixed number of queries, however many batches and entries there are.
"""
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count

from lookup.models import Batch, Entry, Source

from .gathering import RECENT, coverage_of
from .standing import SourceCoverage

#: So many of a long list are told.
LISTED = 20
_MISSING = """
SELECT number + 1, next - 1 FROM (
    SELECT number, lead(number) OVER (ORDER BY number) AS next FROM lookup_batch
    WHERE source_id = %s AND state = 'READ' AND number IS NOT NULL
) AS pairs WHERE next > number + 1 ORDER BY number DESC LIMIT %s
"""


@dataclass(frozen=True)
class Delivered:
    """One batch that completed a span: how long after its end the source made it, and how late that was."""

    number: int | None
    covers_to: datetime
    delay: timedelta
    #: Beyond the usual interval and the delay of 19 out of 20; zero: in time.
    late: timedelta = timedelta(0)


@dataclass(frozen=True)
class Picture:
    source: Source
    coverage: SourceCoverage
    #: Newest last, as a chart shows them.
    recent: list[Delivered] = field(default_factory=list)
    #: First and last number of each gap in the sequence, newest first.
    missing: list[tuple[int, int]] = field(default_factory=list)
    refused: list[Batch] = field(default_factory=list)
    #: Reason -> how many of the source's entries lie in quarantine for it.
    quarantine: dict[str, int] = field(default_factory=dict)

    def behind(self, now: datetime) -> timedelta | None:
        """Return how long ago the issue times end up to which nothing is missing."""
        return max(now - self.coverage.watermark, timedelta(0)) if self.coverage.watermark else None

    @property
    def late(self) -> list[Delivered]:
        return [one for one in reversed(self.recent) if one.late][:LISTED]


def picture_of(source: Source) -> Picture:
    """Gather the picture of one source."""
    (coverage,) = coverage_of([source])
    refused = Batch.objects.filter(source=source, state=Batch.State.REFUSED).order_by("-id")
    quarantined = Entry.objects.filter(source=source, state=Entry.State.QUARANTINED)
    by_reason = quarantined.values_list("reason").annotate(count=Count("id")).order_by("-count", "reason")
    with connection.cursor() as cursor:
        cursor.execute(_MISSING, [source.pk, LISTED])
        missing = cursor.fetchall()
    return Picture(source, coverage, _recent(coverage, source), missing, list(refused[:LISTED]), dict(by_reason))


def _recent(coverage: SourceCoverage, source: Source) -> list[Delivered]:
    read = Batch.objects.filter(source=source, state=Batch.State.READ, covers_to__isnull=False)
    allowed = coverage.delays.p95 if coverage.delays else timedelta(0)
    found = []
    for batch in read.order_by("-covers_to")[:RECENT]:
        # As the usual delay is reckoned (coverage.gathering): a backlog that was loaded later is not late.
        made = min(batch.made_at or batch.received_at, batch.received_at)
        due = max(batch.covers_from + source.every, batch.covers_to) + allowed
        delay = max(made - batch.covers_to, timedelta(0))
        found.append(Delivered(batch.number, batch.covers_to, delay, max(made - due, timedelta(0))))
    return found[::-1]
