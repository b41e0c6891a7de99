"""Working days and the clock, as tables."""
from datetime import UTC, date, datetime, timedelta

import pytest

from invoice_portal.office.working_days import announced, counted, is_working_day, moved
from resubmission.promise.clock import Change, due_on


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-09-30", True), ("2026-10-01", False), ("2026-10-07", False), ("2026-10-08", True),
        ("2026-10-10", True),  # a Saturday that makes up for the holiday
        ("2026-10-11", False), ("2026-02-14", True), ("2026-02-17", False),
        ("2031-10-01", True), ("2031-10-04", False),  # not announced: Monday to Friday
    ],
)  # fmt: skip
def test_working_days_follow_holidays_and_make_up_days(day, works):
    assert is_working_day(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("day", "count", "lands"),
    [
        ("2026-09-29", 1, "2026-09-30"), ("2026-09-29", 2, "2026-10-08"), ("2026-09-29", 4, "2026-10-10"),
        ("2026-09-29", 5, "2026-10-12"), ("2026-10-03", 1, "2026-10-08"), ("2026-11-25", 0, "2026-11-25"),
        ("2026-11-25", -1, "2026-11-24"), ("2026-11-22", -1, "2026-11-19"), ("2026-11-25", -3, "2026-11-20"),
    ],
)  # fmt: skip
def test_moved_lands_so_many_working_days_away(day, count, lands):
    start, end = date.fromisoformat(day), date.fromisoformat(lands)
    assert moved(start, count) == end
    assert counted(min(start, end), max(start, end)) == abs(count)


def test_years_that_are_not_announced_are_known_as_such():
    assert announced(date(2026, 12, 31)) and not announced(date(2026, 12, 31), date(2031, 1, 4))


def changes(*told: str) -> list[Change]:
    made, before = [], "DRAFT"
    for line in told:
        day, after = line.split()
        on = date.fromisoformat(day)
        made.append(Change(datetime(on.year, on.month, on.day, 4, tzinfo=UTC), on, before, after))
        before = after
    return made


@pytest.mark.parametrize(
    ("told", "due"),
    [
        (["2026-11-23 SUBMITTED"], "2026-11-30"),
        (["2026-11-23 SUBMITTED", "2026-11-24 IN_REVIEW"], "2026-11-30"),
        (["2026-09-29 SUBMITTED"], "2026-10-12"),
        (["2026-11-23 SUBMITTED", "2026-11-25 RETURNED"], None),
        # Two days used, three left after the return.
        (["2026-11-23 SUBMITTED", "2026-11-25 RETURNED", "2026-12-10 SUBMITTED"], "2026-12-15"),
        # Back on the same day: nothing was used.
        (["2026-11-23 SUBMITTED", "2026-11-23 RETURNED", "2026-11-23 SUBMITTED"], "2026-11-30"),
        # Returned on the last day, and two days late.
        (["2026-11-23 SUBMITTED", "2026-11-30 RETURNED", "2026-12-09 SUBMITTED"], "2026-12-09"),
        (["2026-11-23 SUBMITTED", "2026-12-02 RETURNED", "2026-12-09 SUBMITTED"], "2026-12-07"),
        (["2026-11-23 SUBMITTED", "2026-11-24 WITHDRAWN"], None),
        (["2026-11-23 SUBMITTED", "2026-11-24 IN_REVIEW", "2026-12-08 SETTLED"], "2026-11-30"),
        # Opened anew by an objection: a new promise.
        (["2026-11-02 SUBMITTED", "2026-11-03 REJECTED", "2026-11-23 IN_REVIEW"], "2026-11-30"),
        ([], None),
    ],
)  # fmt: skip
def test_due_day_of_what_happened(told, due):
    assert due_on(changes(*told), lambda at: 5) == (due and date.fromisoformat(due))


def test_case_keeps_the_promise_it_was_handed_in_under():
    told = changes("2026-11-23 SUBMITTED", "2026-11-25 RETURNED", "2026-12-10 SUBMITTED")
    changed = told[1].at - timedelta(hours=1)
    assert due_on(told, lambda at: 10 if at >= changed else 5) == date(2026, 12, 15)
