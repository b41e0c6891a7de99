"""Figures of the desk: what came and was decided, how long it took, what was returned, and who has how much.

Each is bounded by days and by rows, so that it costs the same however many cases there are.
"""
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Aggregate, CharField, Count, DurationField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, TruncDate
from django.utils import timezone

from invoice_portal.history.models import Event

from .handing_over import clerks_within
from .holding import LEASE
from .models import Application
from .queues import this_week
from .reasons import reason_words

DAYS, SPAN = 14, 30
#: Of so many newest cases shares and medians are taken.
SAMPLE = 2_000


class Median(Aggregate):
    """The middle value (``percentile_cont``)."""

    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``percent`` of the longest."""

    label: Any
    value: int
    percent: int


def _bars(counted: list[tuple[Any, int]]) -> list[Bar]:
    longest = max((value for _label, value in counted), default=0) or 1
    return [Bar(label, value, round(100 * value / longest)) for label, value in counted]


def _ago(days: int) -> datetime:
    day = timezone.localdate() - timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time()))


def cases_per_day(cases: QuerySet[Application]) -> list[Bar]:
    """Return how many cases were handed in on each of the last days, newest last."""
    came = cases.filter(submitted_at__gte=_ago(DAYS - 1)).order_by()
    counts = dict(came.values_list(TruncDate("submitted_at")).annotate(n=Count("pk")))
    days = [timezone.localdate() - timedelta(days=ago) for ago in range(DAYS - 1, -1, -1)]
    return _bars([(day, counts.get(day, 0)) for day in days])


def median_time(cases: QuerySet[Application]) -> timedelta | None:
    """Return how long the middle one of the newest decisions took, from the last submission on."""
    decided = cases.filter(decided_at__gte=_ago(SPAN)).order_by("-decided_at")[:SAMPLE]
    newest = Application.objects.filter(pk__in=decided.values("pk"))
    return newest.aggregate(middle=Median(F("decided_at") - F("submitted_at")))["middle"]


def share_returned(cases: QuerySet[Application]) -> int | None:
    """Return which part of the newest cases was ever returned, in percent."""
    newest = cases.filter(submitted_at__gte=_ago(SPAN)).order_by("-submitted_at", "-id")[:SAMPLE]
    returns = Event.objects.filter(
        subject_type="application", subject_id=Cast(OuterRef("pk"), CharField()), action="return"
    )
    told = list(newest.values_list(Exists(returns), flat=True))
    return round(100 * sum(told) / len(told)) if told else None


def reasons(cases: QuerySet[Application]) -> list[Bar]:
    """Return why the newest cases were handed in, the most frequent reason first."""
    newest = cases.filter(submitted_at__gte=_ago(SPAN)).order_by("-submitted_at", "-id")[:SAMPLE]
    counts: dict[str, int] = {}
    for case in newest.only("reason", "kind"):
        words = reason_words(case) or "—"
        counts[words] = counts.get(words, 0) + 1
    return _bars(sorted(counts.items(), key=lambda pair: -pair[1])[:6])


def load_per_clerk(cases: QuerySet[Application], regions: list[str]) -> list[dict[str, Any]]:
    """Return for each clerk of these regions: cases held, overdue ones, decided this week, median time."""
    today, week = timezone.localdate(), timezone.make_aware(datetime.combine(this_week(), time()))
    held = cases.filter(state="IN_REVIEW", claimed_by__isnull=False, claimed_at__gt=timezone.now() - LEASE)
    overdue = Count("pk", filter=Q(due_on__lt=today))
    holds = held.order_by().values_list("claimed_by").annotate(n=Count("pk"), late=overdue)
    has = {person: (n, late) for person, n, late in holds}
    decided = cases.filter(decided_at__gte=week, claimed_by__isnull=False).order_by().values_list("claimed_by")
    did = {
        person: (n, middle)
        for person, n, middle in decided.annotate(n=Count("pk"), middle=Median(F("decided_at") - F("submitted_at")))
    }
    clerks = clerks_within(regions).filter(person__is_active=True)
    rows = [
        {
            "staff": staff, "held": has.get(staff.pk, (0, 0))[0], "late": has.get(staff.pk, (0, 0))[1],
            "decided": did.get(staff.pk, (0, None))[0], "middle": did.get(staff.pk, (0, None))[1],
        }
        for staff in clerks.order_by("person__name", "pk")[:200]
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row["late"], -row["held"]))
