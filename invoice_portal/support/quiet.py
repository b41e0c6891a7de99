"""Quiet hours: nobody's phone rings at night for a notice. Codes for logging in are no notices and go at once."""
from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone


def quiet_until(now: datetime) -> datetime | None:
    """Return when the quiet hours that hold now end, or None. ``settings.QUIET_HOURS``: "22:00-08:00", or ""."""
    if not settings.QUIET_HOURS:
        return None
    begins, ends = map(time.fromisoformat, settings.QUIET_HOURS.split("-"))
    local = timezone.localtime(now)
    clock = local.time()
    over_midnight = begins > ends
    held = (clock >= begins or clock < ends) if over_midnight else begins <= clock < ends
    if not held:
        return None
    day = local.date() + timedelta(days=1 if over_midnight and clock >= begins else 0)
    return timezone.make_aware(datetime.combine(day, ends))
