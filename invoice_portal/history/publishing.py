"""The chain's digest at the end of each day, for everyone to write down."""
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from .models import DayDigest, Link
from .sealing import seal


def publish_yesterday(today: date | None = None) -> DayDigest | None:
    """Publish the last digest as yesterday's if that is not done; return it, or None if there is nothing to publish.

    A day on which nobody could publish has none of its own: the next one covers it.
    """
    yesterday = (today or timezone.localdate()) - timedelta(days=1)
    seal()
    with transaction.atomic():
        last = Link.objects.order_by("-position").first()
        if last is None or DayDigest.objects.filter(day__gte=yesterday).exists():
            return None
        day, new = DayDigest.objects.get_or_create(
            day=yesterday, defaults={"position": last.position, "digest": last.digest}
        )
    return day if new else None


def published(most: int) -> list[DayDigest]:
    """Return the newest days, newest first."""
    return list(DayDigest.objects.order_by("-day")[:most])
