"""When the bureau is at work, and when it will be again."""
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from invoice_portal.office.hours import back_at, open_now
from invoice_portal.office.models import OfficeException
from invoice_portal.office.opening import Hours

CHINA = ZoneInfo("Asia/Shanghai")
DAY = (time(8, 30), time(17, 30))
WEEK = {day: [DAY] for day in range(5)} | {2: [(time(14), time(17, 30)), (time(8, 30), time(12))]}
CLOSED, SHORT = date(2026, 11, 23), date(2026, 11, 24)
HOURS = Hours(WEEK, {CLOSED: [], SHORT: [(time(10), time(11))]}, CHINA)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("moment", "opened", "back"),
    [
        ("2026-11-26 09:00", True, "2026-11-27 08:30"),
        ("2026-11-26 08:30", True, "2026-11-27 08:30"),
        ("2026-11-26 08:29:59", False, "2026-11-26 08:30"),
        ("2026-11-26 17:30", False, "2026-11-27 08:30"),
        ("2026-11-27 23:59", False, "2026-11-30 08:30"),
        # Two spans on a Wednesday, with lunch between them.
        ("2026-11-25 13:00", False, "2026-11-25 14:00"),
        ("2026-11-25 11:59", True, "2026-11-25 14:00"),
        # Closed by the desk, then a short day.
        ("2026-11-23 10:00", False, "2026-11-24 10:00"),
        ("2026-11-24 10:30", True, "2026-11-25 08:30"),
        # National Day 2026 lasts from 1 to 7 October, and Saturday 10 October is worked, at Monday's hours.
        ("2026-10-01 10:00", False, "2026-10-08 08:30"),
        ("2026-10-10 10:00", True, "2026-10-12 08:30"),
        # Nobody knows the holidays of 2040: Monday to Friday count.
        ("2040-11-24 10:00", False, "2040-11-26 08:30"),
    ],
)
def test_hours(moment, opened, back):
    assert (HOURS.is_open(at(moment)), HOURS.next_opening(at(moment))) == (opened, at(back))


def test_whoever_asks_from_elsewhere_asks_about_the_office_there():
    assert HOURS.is_open(datetime(2026, 11, 26, 1, 0, tzinfo=UTC))
    assert not HOURS.is_open(datetime(2026, 11, 26, 10, 0, tzinfo=UTC))


def test_an_office_that_never_opens_is_never_back():
    assert Hours({}, {}, CHINA).next_opening(at("2026-11-26 10:00")) is None


def test_first_hours_are_those_of_working_days_and_an_exception_closes(office):
    assert open_now(at("2026-11-26 10:00")) and not open_now(at("2026-11-28 10:00"))
    assert back_at(at("2026-11-28 10:00")) == at("2026-11-30 08:30")


def test_an_exception_of_the_desk_closes_a_day(office, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at("2026-11-26 10:00"))
    OfficeException.objects.create(date=date(2026, 11, 27), reason="系统升级")
    assert open_now() and not open_now(at("2026-11-27 10:00"))
    assert back_at() == at("2026-11-30 08:30")
