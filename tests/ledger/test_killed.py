"""A worker may die at any step of a ledger, or run twice: every row ends answered once, and the run ends."""
import pytest

from lookup.ledger import finishing, laying_out, tracing
from lookup.ledger.owing import MOST_ATTEMPTS
from lookup.models import LedgerRow, LedgerRun, Trace
from lookup.tasks import requeue_owed_ledgers, work_on_ledger
from tests.trace.conftest import covered

from .conftest import run_of, work
from .tables import csv

pytestmark = pytest.mark.django_db
LONG_AGO = "2026-01-01T00:00:00Z"


class PowerCut(BaseException):
    """Nothing that the product could catch."""


@pytest.fixture
def ledger(give, person, monkeypatch):
    """Five missing invoices, two a slice, columns confirmed, and nothing done yet; returns the run."""
    monkeypatch.setattr(tracing, "SLICE", 2)
    covered("BJ01", "11", ("2026-01-01", "2026-11-20"))
    rows = [[f"26112555{at:012d}", "2026-10-12"] for at in range(5)]
    address = give(csv(["发票号码", "开票日期"], *rows), "账.csv")
    work_on_ledger(str(run_of(address).pk))
    assert person.post(address, {"number": "0", "issue_date": "1"}).status_code == 302
    return run_of(address)


def dies(monkeypatch, module, name: str, *, at: int = 1) -> None:
    """Let the worker die when it does this for the ``at``-th time, and only then."""
    real, times = getattr(module, name), []

    def dying(*args, **kwargs):
        times.append(1)
        if len(times) == at:
            raise PowerCut
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, dying)


@pytest.mark.parametrize(
    ("module", "name", "at"),
    [
        (laying_out, "said_of", 3), (tracing, "answer", 1), (tracing, "answer", 4), (tracing, "_ids", 2),
        (finishing, "tie", 1), (finishing, "totals_of", 1), (finishing, "record", 1),
    ],
    ids=["laying out", "first row", "second slice", "slice answered", "tying", "striking totals", "ending"],
)  # fmt: skip
def test_killed_anywhere_it_goes_on_and_answers_every_row_once(ledger, monkeypatch, module, name, at):
    dies(monkeypatch, module, name, at=at)
    with pytest.raises(PowerCut):
        work()
    half = LedgerRun.objects.get()
    assert half.state == "TRACING"
    assert half.rows_done == LedgerRow.objects.exclude(cause="").count()
    work()
    run = LedgerRun.objects.get()
    assert (run.state, run.rows_total, run.rows_done) == ("DONE", 5, 5)
    assert sorted(run.rows.values_list("row_number", "cause")) == [(at, "NEVER_SEEN") for at in range(2, 7)]
    assert Trace.objects.count() == 5
    assert sum(one["ledger"]["count"] for one in run.totals) == 5


def test_message_too_many_changes_nothing(ledger):
    work()
    before = list(LedgerRow.objects.values()), LedgerRun.objects.values().get()
    for _time in range(3):
        work_on_ledger(str(ledger.pk))
    assert (list(LedgerRow.objects.values()), LedgerRun.objects.values().get()) == before
    assert Trace.objects.count() == 5


@pytest.fixture
def sent(monkeypatch, django_capture_on_commit_callbacks):
    """Sweep, and return what was queued."""

    def swept() -> list[list[str]]:
        queued = []
        monkeypatch.setattr("celery.current_app.send_task", lambda _name, args, **_how: queued.append(list(args)))
        with django_capture_on_commit_callbacks(execute=True):
            requeue_owed_ledgers()
        return queued

    return swept


@pytest.mark.parametrize("state", ["UPLOADED", "READING", "QUEUED", "TRACING"])
def test_run_whose_worker_died_is_queued_again_once_a_standstill(ledger, sent, state):
    LedgerRun.objects.update(state=state)
    assert sent() == []  # it moved just now
    LedgerRun.objects.update(moved_at=LONG_AGO)
    assert sent() == [[str(ledger.pk)]]
    assert sent() == []


@pytest.mark.parametrize("state", ["MAPPING", "DONE"])
def test_run_that_owes_nothing_is_left_alone(ledger, sent, state):
    LedgerRun.objects.update(state=state, moved_at=LONG_AGO)
    assert sent() == []


def test_ledger_that_kills_every_worker_is_given_up_in_words(ledger, sent, person):
    LedgerRun.objects.update(state="TRACING", moved_at=LONG_AGO, attempts=MOST_ATTEMPTS)
    assert sent() == []
    assert LedgerRun.objects.get().state == "FAILED"
    assert "多次尝试后仍未完成" in person.get(f"/batch/{ledger.pk}/").content.decode()


def test_row_that_cannot_be_traced_does_not_keep_the_others_waiting(ledger, monkeypatch):
    real = tracing.answer

    def failing(asker, question):
        if question.number.endswith("2"):
            raise ValueError("a row that nobody thought of")
        return real(asker, question)

    monkeypatch.setattr(tracing, "answer", failing)
    work()
    assert sorted(LedgerRow.objects.values_list("row_number", "cause")) == [
        (2, "NEVER_SEEN"), (3, "NEVER_SEEN"), (4, "UNREADABLE"), (5, "NEVER_SEEN"), (6, "NEVER_SEEN"),
    ]  # fmt: skip


def test_second_ledger_waits_for_the_first_and_then_goes(ledger, give, person):
    address = give(csv(["发票号码", "开票日期"], ["26112555000000000099", "2026-10-12"]), "账2.csv")
    LedgerRun.objects.filter(pk=ledger.pk).update(state="TRACING")
    second = run_of(address)
    work_on_ledger(str(second.pk))
    person.post(address, {"number": "0", "issue_date": "1"})
    work_on_ledger(str(second.pk))
    told = person.get(f"{address}progress/").json()
    assert (told["state"], told["ahead"]) == ("QUEUED", 1)
    work()
    assert set(LedgerRun.objects.values_list("state", flat=True)) == {"DONE"}
