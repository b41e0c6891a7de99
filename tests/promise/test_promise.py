"""The promise of a case through the doors that people use, and changing it."""
from datetime import date, datetime
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from invoice_portal.history.models import Event
from invoice_portal.history.record import history_of
from resubmission.deciding import reject, return_
from resubmission.models import Application, ServicePromise
from resubmission.promise.due import due_of, recount
from resubmission.promise.wording import standing_of, told_applicant
from resubmission.submitting import submit, withdraw
from tests.factories import StaffFactory
from tests.login import login_as, login_staff
from tests.review.cases import claimed, held_by, in_review, submitted

pytestmark = pytest.mark.django_db
PAGE = "/admin/resubmission/application/promise/"
DAY = date(2026, 9, 29)


def on(day: date):
    """Let it be noon of this day in China."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    return patch("django.utils.timezone.now", lambda: noon)


def stored(case: Application) -> date | None:
    return Application.objects.get(pk=case.pk).due_on


def agree(case: Application) -> date | None:
    """Assert that what is stored is what the events say, and return it."""
    assert stored(case) == due_of(case)
    return stored(case)


def test_stored_day_agrees_with_the_events_over_a_holiday_a_return_and_a_decision(clerk, operator):
    with on(DAY):
        case = claimed(clerk, operator)
        assert agree(case) == date(2026, 10, 12)
    with on(date(2026, 10, 10)):
        case.refresh_from_db()
        Application.objects.update(claimed_at=timezone.now())
        return_(case, by=clerk, reason="请补合同", version=case.version)
        assert agree(case) is None
    with on(date(2026, 10, 20)):
        submit(Application.objects.get(), by=operator.person)
        assert agree(case) == date(2026, 10, 21)  # four days were used, one is left


def test_decision_keeps_the_day_and_withdrawal_forgets_it(clerk, operator):
    with on(DAY):
        decided, taken_back = claimed(clerk, operator), submitted(operator)
        reject(decided, by=clerk, reason="不是同一张", version=decided.version)
        withdraw(taken_back, by=operator.person)
        assert (agree(decided), agree(taken_back)) == (date(2026, 10, 12), None)


def test_recount_fills_in_what_was_never_counted_and_leaves_the_rest(operator):
    with on(DAY):
        one, other = in_review(operator), in_review(operator)
        Application.objects.filter(pk=one.pk).update(due_on=None)
        assert (recount(), recount()) == (1, 0)
        assert agree(one) == agree(other) == date(2026, 10, 12)
    moved = history_of("application", one.pk).last()
    assert (moved.action, moved.data) == ("due_day_moved", {"was": None, "now": "2026-10-12"})
    assert history_of("application", other.pk).last().action == "begin_review"


@pytest.mark.parametrize(
    ("today", "tone", "words"),
    [
        ("2026-09-29", "fine", "还剩 5 个工作日"), ("2026-10-09", "fine", "还剩 2 个工作日"),
        ("2026-10-10", "soon", "还剩 1 个工作日"), ("2026-10-12", "soon", "今天到期"),
        ("2026-10-13", "late", "已超期 1 个工作日"), ("2026-10-17", "late", "已超期 4 个工作日"),
    ],
)  # fmt: skip
def test_standing_counts_working_days(operator, today, tone, words):
    with on(DAY):
        case = in_review(operator)
    told = standing_of(case, date.fromisoformat(today))
    assert (told.tone, told.words, told.guessed) == (tone, words, False)


def test_year_without_announced_holidays_is_said_to_be_guessed(operator):
    with on(date(2031, 9, 30)):
        case = in_review(operator)
        assert agree(case) == date(2031, 10, 7)
        assert standing_of(case).guessed
        assert "尚未公布" in told_applicant(case)


def test_applicant_is_told_the_day_and_that_it_rests(client, clerk, operator):
    with on(DAY):
        case = claimed(clerk, operator)
        page = f"/applications/{case.pk}/"
        login_as(client, operator)
        assert "预计 2026年10月12日 前办结" in client.get(page).content.decode()
        return_(case, by=clerk, reason="请补合同", version=case.version)
        assert "补正期间不计入办理时限" in client.get(page).content.decode()


def test_administrator_promises_otherwise_with_an_event_and_old_cases_keep_theirs(client, operator):
    with on(DAY):
        old = in_review(operator)
    with on(date(2026, 11, 23)):
        admin = StaffFactory(role="ADMINISTRATOR")
        login_staff(client, admin)
        answer = client.post(PAGE, {"days": "3", "reason": "人手增加"}, follow=True)
        assert "3 个工作日" in answer.content.decode()
        event = Event.objects.get(subject_type="promise")
        assert (event.actor, event.reason, event.data) == (admin.person, "人手增加", {"before": 5, "after": 3})
        new = in_review(operator, held_by(operator))
        recount()
        assert (agree(old), agree(new)) == (date(2026, 10, 12), date(2026, 11, 26))


@pytest.mark.parametrize("given", [{"days": "0"}, {"days": "121"}, {"days": "x"}, {"days": ""}, {"reason": " "}])
def test_promise_that_cannot_be_is_refused_and_nothing_changes(client, given):
    login_staff(client, StaffFactory(role="ADMINISTRATOR"))
    answer = client.post(PAGE, {"days": "3", "reason": "因为"} | given)
    assert answer.status_code == 200 and "✖" in answer.content.decode()
    assert (ServicePromise.objects.count(), Event.objects.filter(subject_type="promise").count()) == (0, 0)


@pytest.mark.parametrize("role", ["CLERK", "SUPERVISOR", "AUDITOR", "SUPPORT"])
def test_promise_is_the_administrators_to_set(client, role):
    login_staff(client, StaffFactory(role=role))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"days": "3", "reason": "因为"}).status_code == 403
    assert not ServicePromise.objects.exists()
