"""What no message told of: arrivals whose message was lost, and batches that became overdue by the clock alone.

Goes round all watches, so many at a time. Each costs two look-ups by number; only those for which something came
since they were last looked at are asked again.
"""
from collections import defaultdict
from datetime import datetime, time, timedelta
from uuid import UUID

from django.core.cache import cache
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from lookup.coverage.gathering import coverage_of_region
from lookup.coverage.standing import SourceCoverage, Standing, region_standing
from lookup.models import Entry, Invoice, Watch
from lookup.trace.gathering.gather import SHANGHAI

from .looking import look_at

AT_ONCE = 10_000
#: So many are asked again in one sweep, and for so many seconds; the rest in the next.
MOST = 2_000
PATIENCE = 30.0
#: A record bears the time at which its transaction began, and is seen when it has ended.
_LONGEST_TRANSACTION = timedelta(minutes=2)
#: Where the round stands; if Redis forgets it, it begins anew.
_PLACE = "watches:swept-to"
_NIL = UUID(int=0)

_watching = Watch.objects.filter(state=Watch.State.WATCHING)


def sweep() -> int:
    """Look at what was lost and what is overdue; return how many.

    Here and now: a source that is late concerns thousands at once, whose messages would pile up in the queue.
    """
    return look_at(dict.fromkeys([*lost(), *overdue()]), seconds=PATIENCE)


def lost() -> list[UUID]:
    """Return watches of the next part of the round whose number came since they were last looked at."""
    after = UUID(cache.get(_PLACE) or str(_NIL))
    ids = _watching.order_by("pk").values_list("pk", flat=True)
    ends = ids.filter(pk__gt=after)[AT_ONCE - 1 : AT_ONCE].first()
    part = _watching.filter(pk__gt=after)
    part = part.filter(pk__lte=ends) if ends else part
    same = {"number": OuterRef("number"), "code": OuterRef("code")}
    since = OuterRef("looked_at") - _LONGEST_TRANSACTION
    came = Exists(Invoice.objects.filter(**same, changed_at__gt=since))
    came |= Exists(Entry.objects.filter(**same, arrived_at__gt=since))
    found = list(part.filter(came).order_by("pk").values_list("pk", flat=True)[:MOST])
    # Cut short: go on after the last one found.
    cache.set(_PLACE, str(found[-1] if len(found) == MOST else ends or _NIL), None)
    return found


def overdue() -> list[UUID]:
    """Return watches whose issue date waits for a batch that is overdue, which has not been told."""
    waiting = _watching.filter(told_as="", issue_date__isnull=False).exclude(region="")
    days = defaultdict(set)
    for region, day in waiting.order_by().values_list("region", "issue_date").distinct():
        days[region].add(day)
    late = Q(pk__in=[])
    for region, asked in days.items():
        sources, now = coverage_of_region(region), timezone.now()
        if overdue_days := [day for day in asked if _is_overdue(sources, day, now)]:
            late |= Q(region=region, issue_date__in=overdue_days)
    return list(waiting.filter(late).order_by(F("looked_at")).values_list("pk", flat=True)[:MOST])


def _is_overdue(sources: list[SourceCoverage], day, now: datetime) -> bool:
    begins = datetime.combine(day, time(), SHANGHAI)
    return region_standing(sources, (begins, begins + timedelta(days=1)), now)[0] == Standing.OVERDUE
