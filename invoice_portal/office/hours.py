"""Whether the bureau is at work, and when it will be again, by what the desk has set."""
from collections import defaultdict
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from .models import OfficeException, OfficeHours
from .opening import FURTHEST, Hours, Span


def hours_now() -> Hours:
    """Return the hours of the coming weeks, in two queries."""
    week: dict[int, list[Span]] = defaultdict(list)
    for row in OfficeHours.objects.all():
        week[row.weekday].append((row.opens, row.closes))
    today = timezone.localdate()
    exceptions: dict[date, list[Span]] = defaultdict(list)
    coming = (today - timedelta(days=1), today + timedelta(days=FURTHEST))
    for row in OfficeException.objects.filter(date__range=coming):
        exceptions[row.date] += [(row.opens, row.closes)] if row.opens and row.closes else []
    return Hours(week, dict(exceptions), timezone.get_default_timezone())


def open_now(at: datetime | None = None) -> bool:
    return hours_now().is_open(at or timezone.now())


def back_at(at: datetime | None = None) -> datetime | None:
    """Return the next opening; None if none is in sight."""
    return hours_now().next_opening(at or timezone.now())


def back_words(at: datetime) -> str:
    """Say when people are back, with the time zone: whoever asks may be elsewhere."""
    local = timezone.localtime(at)
    day, weekday = date_format(local, "DATE_FORMAT"), date_format(local, "l")
    words = {"day": day, "weekday": weekday, "time": time_format(local, "H:i")}
    return _("%(day)s %(weekday)s %(time)s（北京时间）") % words


def week_words() -> list[tuple[str, str]]:
    """Return (weekday, spans) for the page that tells the hours."""
    week: dict[str, list[str]] = defaultdict(list)
    for row in OfficeHours.objects.all():
        week[row.get_weekday_display()].append(f"{row.opens:%H:%M}–{row.closes:%H:%M}")
    return [(day, _("，").join(spans)) for day, spans in week.items()]
