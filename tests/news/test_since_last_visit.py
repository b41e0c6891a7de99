"""What changed since the operator was last here: records, statuses, decisions."""
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lookup.models import Invoice, Visit
from resubmission.deciding import reject, return_
from tests.factories import OperatorFactory, StaffFactory, TaxpayerFactory
from tests.login import login_as
from tests.lookup.world import issue
from tests.review.cases import claimed as claimed_case

from .conftest import text

pytestmark = pytest.mark.django_db


def come_back_after(hours: float) -> None:
    """Let so much time pass since everything that was."""
    past = timedelta(hours=hours)
    for visit in Visit.objects.all():
        before = visit.before_at and visit.before_at - past
        Visit.objects.filter(pk=visit.pk).update(began_at=visit.began_at - past, before_at=before)
    for invoice in Invoice.objects.all():
        Invoice.objects.filter(pk=invoice.pk).update(
            changed_at=invoice.changed_at - past, accepted_at=invoice.accepted_at - past
        )


def changed(page) -> list[tuple[str, bool]]:
    news = page.get("/").context["news"]
    return [(row.invoice.number, row.new) for row in news.get("changes", [])]


def test_first_visit_calls_nothing_new(page, me):
    issue(buyer=me)
    assert page.get("/").context["news"] == {}


def test_record_that_came_since_is_new_until_the_next_visit(page, me):
    old = issue(buyer=me)
    page.get("/")
    come_back_after(1)
    new = issue(buyer=me)
    assert changed(page) == [(new.number, True)]
    # As often as the page is opened while the visit lasts.
    assert changed(page) == [(new.number, True)]
    come_back_after(1)
    assert changed(page) == []
    assert "以来没有变化" in text(page.get("/"))
    assert old.number not in [number for number, _new in changed(page)]


def test_status_that_changed_since_is_told_as_a_change(page, me):
    invoice = issue(buyer=me)
    page.get("/")
    come_back_after(1)
    Invoice.objects.filter(pk=invoice.pk).update(validity="VOIDED", changed_at=timezone.now())
    assert changed(page) == [(invoice.number, False)]
    assert "已作废" in text(page.get("/"))


def test_visit_is_written_once_while_it_lasts(page, me):
    page.get("/")
    first = Visit.objects.get().began_at
    page.get("/")
    assert Visit.objects.get().began_at == first
    come_back_after(0.6)
    page.get("/")
    assert Visit.objects.get().before_at == first - timedelta(hours=0.6)


def test_each_operator_has_visits_of_their_own(page, me):
    colleague = login_as(Client(), OperatorFactory(taxpayer=me, code="02"))
    for browser in (page, colleague):
        browser.get("/")
    come_back_after(1)
    new = issue(buyer=me)
    assert changed(page) == changed(colleague) == [(new.number, True)]


def test_changes_of_strangers_and_of_the_other_side_are_not_told(me):
    narrow = OperatorFactory(taxpayer=me, code="02", sees_sales=False)
    page = login_as(Client(), narrow)
    page.get("/")
    come_back_after(1)
    bought = issue(buyer=me)
    sold, strange = issue(buyer=TaxpayerFactory(), seller=me), issue(buyer=TaxpayerFactory())
    assert changed(page) == [(bought.number, True)]
    listed = text(page.get("/changes/"))
    assert [invoice.number in listed for invoice in (bought, sold, strange)] == [True, False, False]


def test_more_than_five_are_counted_and_listed_elsewhere_each_once(page, me):
    page.get("/")
    come_back_after(1)
    for n in range(23):
        issue(**{"buyer": me} if n % 2 else {"buyer": TaxpayerFactory(), "seller": me})
    issue(buyer=me, seller=me)
    news = page.get("/").context["news"]
    assert (len(news["changes"]), news["changes_count"]) == (5, "24")
    seen, address = [], "/changes/"
    while address:
        response = page.get(address)
        seen += [row.invoice.pk for row in response.context["rows"]]
        cursor = response.context["next_cursor"]
        address = f"/changes/?cursor={cursor}" if cursor else None
    assert len(seen) == len(set(seen)) == 24


def test_many_are_counted_up_to_99(page, me):
    page.get("/")
    come_back_after(1)
    like = issue(buyer=me)
    same = {name: getattr(like, name) for name in ("issue_date", "buyer_id", "seller_id", "total")}
    Invoice.objects.bulk_create(Invoice(number=f"26112{n:015d}", **same) for n in range(120))
    assert page.get("/").context["news"]["changes_count"] == "99+"


@pytest.mark.parametrize(("decide", "label"), [(reject, "审核不通过"), (return_, "待补正")])
def test_decision_since_is_told_to_who_may_see_the_application(page, operator, me, decide, label):
    page.get("/")
    come_back_after(1)
    clerk = StaffFactory().person
    case = claimed_case(clerk, operator)
    decide(case, by=clerk, reason="材料不清楚", version=case.version)
    body = text(page.get("/"))
    assert case.reference in body and label in body
    stranger = login_as(Client(), OperatorFactory())
    stranger.get("/")
    come_back_after(1)
    assert case.reference not in text(stranger.get("/"))


@pytest.mark.parametrize("address", ["/", "/changes/", "/arrivals/", "/arrivals/refused/"])
def test_page_costs_the_same_with_one_and_three(page, operator, me, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.trace.world import quarantined
    from tests.watches.world import NUMBER, announce, beijing

    page.get("/")
    come_back_after(1)
    clerk, counts = StaffFactory().person, []
    page.get("/")
    for number in [f"{NUMBER[:-2]}{n:02d}" for n in range(3)]:
        issue(buyer=me)
        announce(number, buyer=me.tax_id)
        quarantined(beijing(), number=number, seller=me.tax_id)
        case = claimed_case(clerk, operator)
        return_(case, by=clerk, reason="x", version=case.version)
        with CaptureQueriesContext(connection) as captured:
            page.get(address)
        counts.append(len(captured))
    assert counts[0] == counts[2]
    assert counts[0] < 25
