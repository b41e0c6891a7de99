"""Applying for everything that a ledger found to be missing, and watching all that is on its way."""
import pytest

from lookup.models import Source, Watch
from lookup.watches.adding import MOST
from resubmission import from_ledger
from resubmission.drafting import begin
from resubmission.models import Application, LedgerDrafts
from resubmission.tasks import draft_from_ledger, requeue_owed_drafts
from tests.factories import OperatorFactory, TaxpayerFactory
from tests.login import login_as
from tests.lookup.world import issue
from tests.trace.conftest import covered

from .tables import bureau, bureau_row, csv

pytestmark = pytest.mark.django_db


def numbers(count: int, first: int = 0) -> list[str]:
    return [f"26112555{at:012d}" for at in range(first, first + count)]


@pytest.fixture
def missing(trace, operator):
    """Trace a ledger of which so many invoices were never received, and one was; returns the run."""

    def traced(count: int = 3):
        covered("BJ01", "11", ("2026-01-01", "2026-11-20"))
        found = bureau_row(issue(buyer=operator.taxpayer, seller=TaxpayerFactory(name="卖家有限公司")))
        return trace(bureau(found, *(found | {"数电发票号码": number} for number in numbers(count))))

    return traced


def make_all(run) -> LedgerDrafts:
    """Let the worker make drafts until it is done; a message too many changes nothing."""
    while LedgerDrafts.objects.get(pk=run.pk).state == "OWED":
        draft_from_ledger(str(run.pk))
    draft_from_ledger(str(run.pk))
    return LedgerDrafts.objects.get(pk=run.pk)


def test_each_missing_row_becomes_a_draft_with_what_the_ledger_says(missing, person, operator):
    run = missing(3)
    address = f"/applications/from-batch/{run.pk}/"
    assert f'href="{address}"' in person.get(f"/batch/{run.pk}/").content.decode()
    assert "3 张从未收到的发票" in person.get(address).content.decode()
    assert Application.objects.count() == 0  # looking begins nothing
    assert person.post(address).status_code == 302
    wish = make_all(run)
    assert (wish.new, wish.existing, wish.refused, wish.rows_done) == (3, 0, [], 3)
    drafts = list(Application.objects.order_by("number"))
    assert [(one.state, one.kind, one.number) for one in drafts] == [("DRAFT", "SUPPLEMENT", n) for n in numbers(3)]
    said = drafts[0].claimed
    assert (said["total"], said["issue_date"], said["seller_name"]) == ("106.00", "2026-10-12", "卖家有限公司")
    assert said["buyer_tax_id"] == operator.taxpayer.tax_id
    page = person.get(address).content.decode()
    assert "草稿已建立" in page and "3 / 3" in page


def test_asked_twice_is_one_draft_each(missing, person):
    run = missing(2)
    for _time in range(2):
        person.post(f"/applications/from-batch/{run.pk}/")
        make_all(run)
    assert (Application.objects.count(), LedgerDrafts.objects.count()) == (2, 1)


def test_what_is_applied_for_already_is_told_and_not_begun_again(missing, person, operator):
    begin(operator, kind="SUPPLEMENT", claimed={"number": numbers(1)[0]})
    run = missing(2)
    assert run.rows.filter(cause="APPLICATION_OPEN").count() == 1
    begin(operator, kind="SUPPLEMENT", claimed={"number": numbers(2)[1]})  # between the trace and the wish
    person.post(f"/applications/from-batch/{run.pk}/")
    wish = make_all(run)
    assert (wish.new, wish.existing, wish.rows_total) == (0, 1, 1)
    assert Application.objects.count() == 2


def test_invoice_that_has_come_since_is_refused_in_words(missing, person, operator):
    run = missing(2)
    issue(buyer=operator.taxpayer, number=numbers(1)[0])
    person.post(f"/applications/from-batch/{run.pk}/")
    wish = make_all(run)
    assert (wish.new, [row for row, _why in wish.refused]) == (1, [3])
    assert "第 3 行：这张发票已有记录" in person.get(f"/applications/from-batch/{run.pk}/").content.decode()


def test_worker_killed_between_or_within_slices_leaves_neither_gap_nor_double(missing, person, monkeypatch):
    run = missing(5)
    monkeypatch.setattr(from_ledger, "SLICE", 2)
    person.post(f"/applications/from-batch/{run.pk}/")
    draft_from_ledger(str(run.pk))
    assert Application.objects.count() == 2
    begin_one, begun = from_ledger.begin, []

    def dies_at_the_second(*args, **kwargs):
        begun.append(args)
        if len(begun) == 2:
            raise KeyboardInterrupt
        return begin_one(*args, **kwargs)

    monkeypatch.setattr(from_ledger, "begin", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        draft_from_ledger(str(run.pk))
    assert Application.objects.count() == 2  # all of a slice, or nothing
    wish = make_all(run)
    assert (wish.new, sorted(Application.objects.values_list("number", flat=True))) == (5, numbers(5))


def test_drafts_that_stand_still_are_queued_again(missing, person, django_capture_on_commit_callbacks, monkeypatch):
    run = missing(1)
    person.post(f"/applications/from-batch/{run.pk}/")
    sent = []
    monkeypatch.setattr("celery.current_app.send_task", lambda name, args, **_how: sent.append((name, list(args))))
    with django_capture_on_commit_callbacks(execute=True):
        requeue_owed_drafts()
    assert sent == []
    LedgerDrafts.objects.update(moved_at="2026-01-01T00:00:00Z")
    with django_capture_on_commit_callbacks(execute=True):
        requeue_owed_drafts()
    assert sent == [("resubmission.tasks.draft_from_ledger", [str(run.pk)])]


def test_without_the_right_to_apply_nothing_is_offered_or_begun(missing, person, operator):
    run = missing(1)
    type(operator).objects.update(may_apply=False)
    assert "applications/from-batch" not in person.get(f"/batch/{run.pk}/").content.decode()
    assert person.post(f"/applications/from-batch/{run.pk}/").status_code == 403
    assert (LedgerDrafts.objects.count(), Application.objects.count()) == (0, 0)


def test_ledger_without_missing_rows_has_nothing_to_apply_for(trace, person, operator):
    run = trace(bureau(bureau_row(issue(buyer=operator.taxpayer))))
    assert person.post(f"/applications/from-batch/{run.pk}/").status_code == 409
    assert LedgerDrafts.objects.count() == 0


def test_others_cannot_apply_from_it(missing, client, operator):
    run = missing(1)
    login_as(client, OperatorFactory(taxpayer=operator.taxpayer, code="02"))
    assert client.post(f"/applications/from-batch/{run.pk}/").status_code == 404
    assert client.post(f"/batch/{run.pk}/watch/").status_code == 404
    assert (LedgerDrafts.objects.count(), Watch.objects.count()) == (0, 0)


@pytest.fixture
def on_the_way(trace, operator):
    """A ledger with one invoice announced, one of a day that is not here yet, one found, one never seen."""
    covered("BJ01", "11", ("2026-01-01", "2026-11-20"))
    source = Source.objects.get()
    announced, later, never = numbers(3)
    source.batches.first().announcements.create(source=source, number=announced, buyer_tax_id=operator.taxpayer.tax_id)
    found = issue(buyer=operator.taxpayer)
    rows = [(announced, "2026-11-10"), (later, "2026-11-24"), (later, "2026-11-24"), (never, "2026-10-12")]
    rows += [(found.number, "2026-10-12")]
    return trace(csv(["发票号码", "开票日期"], *map(list, rows)), "账.csv")


def test_all_on_the_way_are_watched_once(on_the_way, person, operator):
    causes = set(on_the_way.rows.values_list("cause", flat=True))
    assert {"ANNOUNCED", "NEVER_SEEN", "FOUND"} < causes
    assert causes & {"BATCH_OVERDUE", "NOT_SYNCED_YET"}
    waiting = on_the_way.rows.filter(cause__in=["ANNOUNCED", "BATCH_OVERDUE", "NOT_SYNCED_YET"])
    said = [person.post(f"/batch/{on_the_way.pk}/watch/", follow=True).content.decode() for _time in range(2)]
    watched = sorted(Watch.objects.values_list("number", "operator"))
    assert watched == sorted({(row.said["number"], operator.pk) for row in waiting})
    assert f"新关注 {len(watched)} 张，已在关注 0 张" in said[0]
    assert f"新关注 0 张，已在关注 {len(watched)} 张" in said[1]


def test_more_than_may_be_watched_is_refused_and_none_is(on_the_way, person, operator, monkeypatch):
    monkeypatch.setattr("lookup.watches.adding.MOST", 0)
    assert MOST > 0
    response = person.post(f"/batch/{on_the_way.pk}/watch/", follow=True)
    assert response.status_code == 409
    assert Watch.objects.count() == 0
