"""One run of the pre-review: once, whatever happens to the worker, the queue or the application meanwhile."""
from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone

from invoice_portal.history.record import history_of
from resubmission.deciding import return_
from resubmission.holding import claim
from resubmission.models import Application, Finding
from resubmission.prereview import gathering, run, running, waiting
from resubmission.prereview.rules import RULES
from resubmission.submitting import submit, withdraw
from resubmission.tasks import prereview, requeue_owed_prereviews

from .at_once import at_once
from .cases import found, held_by, in_review, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(operator):
    held = held_by(operator)
    return submitted(operator, held, files=[held.xml()])


def actions(application) -> list[str]:
    return [event.action for event in history_of("application", application.pk)]


def test_task_passes_the_application_on_to_the_clerks(application):
    prereview(str(application.pk))
    application.refresh_from_db()
    assert application.state == "IN_REVIEW"
    assert actions(application)[-1] == "begin_review"
    assert history_of("application", application.pk).last().actor is None


def test_run_twice_writes_once(application):
    assert run(str(application.pk))
    before = list(Finding.objects.values()), actions(application)
    assert not run(str(application.pk))
    assert (list(Finding.objects.values()), actions(application)) == before


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_write_once(application):
    assert sorted(at_once(2, lambda _place: run(str(application.pk)))) == [False, True]
    assert found(application) == {("evidence_read", "INFO", "")}
    assert (Finding.objects.count(), actions(application).count("begin_review")) == (1, 1)


def test_run_of_nothing_does_nothing():
    assert not run("00000000-0000-4000-8000-000000000000")


@pytest.mark.parametrize("broken", RULES)
def test_rule_that_raises_costs_only_itself(application, broken, monkeypatch):
    monkeypatch.setitem(RULES, broken, lambda case: 1 / 0)
    assert run(str(application.pk))
    application.refresh_from_db()
    assert application.state == "IN_REVIEW"
    assert list(application.findings.filter(rule="rule_failed").values_list("severity", "found")) == [
        ("WARNING", broken)
    ]
    assert application.findings.filter(rule="evidence_read").exists() == (broken != "evidence_agrees")


def test_reader_that_breaks_on_a_file_costs_only_its_findings(application, monkeypatch):
    monkeypatch.setattr(gathering, "read_bytes", lambda data: 1 / 0)
    assert run(str(application.pk))
    assert found(application) == {("evidence_unread", "INFO", "")}


def test_application_withdrawn_while_pre_reviewed_stays_withdrawn(application, monkeypatch):
    """Between reading and writing, the applicant withdraws."""

    def withdrawing(case):
        withdraw(Application.objects.get(pk=application.pk), by=application.operator.person)
        return iter(())

    monkeypatch.setitem(RULES, "place", withdrawing)
    assert not run(str(application.pk))
    application.refresh_from_db()
    assert (application.state, Finding.objects.count()) == ("WITHDRAWN", 0)
    assert not run(str(application.pk))


def test_withdrawn_application_is_not_pre_reviewed(application):
    withdraw(application, by=application.operator.person)
    assert not run(str(application.pk))
    assert waiting() == []
    assert Finding.objects.count() == 0


def test_claim_of_a_dead_worker_is_taken_over(application):
    """Killed after claiming: the row says that someone is at it."""
    Application.objects.update(prereview_at=timezone.now())
    assert (waiting(), run(str(application.pk))) == ([], False)
    Application.objects.update(prereview_at=timezone.now() - running.STALE - timedelta(seconds=1))
    assert waiting() == [application.pk]
    assert run(str(application.pk))
    assert Finding.objects.count() == 1


def test_worker_thought_dead_that_wakes_up_writes_nothing(application, monkeypatch):
    """A second run takes over while the first, slow one is still at it."""
    answers = []

    def slow(case):
        if not answers:
            answers.append("begun")
            Application.objects.update(prereview_at=timezone.now() - running.STALE - timedelta(seconds=1))
            answers.append(run(str(application.pk)))
        return iter(())

    monkeypatch.setitem(RULES, "place", slow)
    assert not run(str(application.pk))
    assert answers == ["begun", True]
    assert (Finding.objects.count(), actions(application).count("begin_review")) == (1, 1)


def test_worker_thought_dead_that_wakes_up_leaves_the_next_one_at_it(application, monkeypatch):
    """The one that took over has not finished yet: what it will find counts."""
    taken_over = timezone.now() + timedelta(seconds=5)

    def slow(case):
        Application.objects.update(prereview_at=taken_over)
        return iter(())

    monkeypatch.setitem(RULES, "place", slow)
    assert not run(str(application.pk))
    application.refresh_from_db()
    assert (application.state, application.prereview_at, Finding.objects.count()) == ("SUBMITTED", taken_over, 0)


def test_evidence_that_kills_every_worker_is_read_no_more(application):
    dead = timezone.now() - running.STALE - timedelta(seconds=1)
    for killed in range(gathering.MOST_ATTEMPTS):
        assert waiting() == [application.pk]
        Application.objects.update(prereview_at=dead, prereview_attempts=killed + 1)
    assert run(str(application.pk))
    assert found(application) == {("evidence_unread", "INFO", "")}


def test_evidence_is_read_however_long_no_worker_lived(application):
    Application.objects.update(submitted_at=timezone.now() - timedelta(days=3))
    assert run(str(application.pk))
    assert found(application) == {("evidence_read", "INFO", "")}


def test_application_submitted_again_is_pre_reviewed_anew(operator, clerk):
    case = claim(in_review(operator), by=clerk)
    Application.objects.update(prereview_attempts=9)
    return_(case, by=clerk, reason="补充", version=case.version)
    submit(case, by=operator.person, answer="见附件")
    assert waiting() == [case.pk]
    assert run(str(case.pk))
    case.refresh_from_db()
    assert (case.state, case.prereview_attempts, case.findings.count()) == ("IN_REVIEW", 1, 1)


@pytest.fixture
def worker_beside_the_queue():
    """What is queued is done at once."""
    current_app.conf.task_always_eager = True
    yield
    current_app.conf.task_always_eager = False


@pytest.mark.usefixtures("worker_beside_the_queue")
def test_sweeper_queues_what_is_owed_and_nothing_else(application, operator):
    lost, begun, gone = application, submitted(operator), submitted(operator)
    Application.objects.filter(pk=begun.pk).update(prereview_at=timezone.now())
    withdraw(gone, by=operator.person)
    requeue_owed_prereviews()
    states = dict(Application.objects.values_list("pk", "state"))
    assert states == {lost.pk: "IN_REVIEW", begun.pk: "SUBMITTED", gone.pk: "WITHDRAWN"}
