"""A right that a trace says is missing: asked for with one click, granted or declined with one."""
import pytest
from django.test import Client
from django.utils import timezone

from invoice_portal.accounts.models import Operator
from invoice_portal.accounts.tokens import issue_token
from invoice_portal.history.models import Event
from invoice_portal.support.models import Notice, NoticeDelivery
from lookup.models import RightRequest, Trace
from lookup.rights.asking import ask_right
from lookup.rights.deciding import decide
from tests.factories import OperatorFactory, TaxpayerFactory
from tests.login import login_as
from tests.lookup.world import issue
from tests.review.at_once import at_once
from tests.trace.world import quarantined
from tests.watches.world import NUMBER, beijing

pytestmark = pytest.mark.django_db


@pytest.fixture
def sale(administrator):
    return issue(buyer=TaxpayerFactory(), seller=administrator.taxpayer)


def trace_of(browser, number: str) -> Trace:
    return browser.post("/trace/", {"number": number}, follow=True).context["trace"]


def asked(page, buyer, sale) -> RightRequest:
    browser = page(buyer)
    browser.post(f"/trace/{trace_of(browser, sale.number).pk}/ask/")
    return RightRequest.objects.get()


def test_right_is_asked_for_granted_and_holds_at_once(page, administrator, buyer, sale):
    browser, token = page(buyer), issue_token(operator=buyer)
    trace = trace_of(browser, sale.number)
    assert trace.cause == "NO_PERMISSION"
    assert f'action="/trace/{trace.pk}/ask/"' in browser.get(f"/trace/{trace.pk}/").content.decode()

    after = browser.post(f"/trace/{trace.pk}/ask/", follow=True)

    assert after.redirect_chain[-1][0] == f"/trace/{trace.pk}/#ask"
    assert "已请管理员开通权限" in after.content.decode()
    told = Notice.objects.get()
    assert (told.kind, told.operator, told.link) == ("right_asked", administrator, "/account/")
    assert NoticeDelivery.objects.get().to == administrator.person.phone
    account = page(administrator).get("/account/").content.decode()
    assert "等您决定的权限申请" in account and "可看销项" in account and buyer.person.name in account

    request = RightRequest.objects.get()
    answer = page(administrator).post(f"/account/requests/{request.pk}/", {"decision": "grant"}, follow=True)

    assert "已为操作员 02 开通：可看销项" in answer.content.decode()
    buyer.refresh_from_db()
    assert (buyer.sees_purchases, buyer.sees_sales, buyer.may_apply) == (True, True, False)
    assert browser.get(f"/invoices/{sale.slug}/").status_code == 200
    api = Client().get(f"/api/v1/invoices/{sale.slug}/", headers={"Authorization": f"Bearer {token}"})
    assert api.status_code == 200
    granted = Notice.objects.get(kind="right_granted")
    assert (granted.operator, sale.number in granted.link) == (buyer, True)
    assert "等您决定的权限申请" not in page(administrator).get("/account/").content.decode()
    assert "再查一次" in browser.get(f"/trace/{trace.pk}/").content.decode()
    assert list(Event.objects.filter(subject_type="right_request").values_list("action", flat=True)) == [
        "asked", "granted",
    ]  # fmt: skip
    assert Event.objects.get(action="scopes_changed").actor == administrator.person


def test_declined_right_stays_missing_and_can_be_asked_for_again(page, administrator, buyer, sale):
    first = asked(page, buyer, sale)
    page(administrator).post(f"/account/requests/{first.pk}/", {"decision": "decline"})
    buyer.refresh_from_db()
    first.refresh_from_db()
    assert (first.state, first.decided_by, buyer.sees_sales) == ("DECLINED", administrator, False)
    assert Notice.objects.get(kind="right_declined").operator == buyer
    assert not Event.objects.filter(action="scopes_changed").exists()
    browser = page(buyer)
    assert "/ask/" in browser.get(f"/trace/{first.trace_id}/").content.decode()
    browser.post(f"/trace/{first.trace_id}/ask/")
    assert RightRequest.objects.filter(state="PENDING").count() == 1


def test_asked_twice_is_one_request_and_one_notice(page, administrator, buyer, sale):
    asked(page, buyer, sale)
    other = issue(buyer=TaxpayerFactory(), seller=administrator.taxpayer)
    asked(page, buyer, other)
    assert (RightRequest.objects.count(), Notice.objects.count()) == (1, 1)


def test_right_to_apply_is_asked_for_where_an_application_comes_next(page, administrator, buyer):
    quarantined(beijing(), number=NUMBER, buyer=buyer.taxpayer.tax_id)
    browser = page(buyer)
    trace = trace_of(browser, NUMBER)
    browser.post(f"/trace/{trace.pk}/ask/")
    page(administrator).post(f"/account/requests/{RightRequest.objects.get().pk}/", {"decision": "grant"})
    buyer.refresh_from_db()
    assert (buyer.may_apply, buyer.sees_sales) == (True, False)


def test_trace_that_lacks_no_right_asks_for_none(page, buyer):
    browser = page(buyer)
    trace = trace_of(browser, issue(buyer=buyer.taxpayer).number)
    assert browser.post(f"/trace/{trace.pk}/ask/").status_code == 409
    assert not RightRequest.objects.exists()


def test_right_that_the_administrator_lacks_too_is_not_theirs_to_ask_or_give(page, administrator, buyer, sale):
    Operator.objects.filter(pk=administrator.pk).update(sees_sales=False)
    for operator in (buyer, administrator):
        browser = page(operator)
        trace = trace_of(browser, sale.number)
        shown = browser.get(f"/trace/{trace.pk}/").content.decode()
        assert "主管税务机关" in shown and "/ask/" not in shown
        assert browser.post(f"/trace/{trace.pk}/ask/").status_code == 409
    assert not RightRequest.objects.exists()


def test_administrator_who_lost_the_right_cannot_grant_it(page, administrator, buyer, sale):
    request = asked(page, buyer, sale)
    Operator.objects.filter(pk=administrator.pk).update(sees_sales=False)
    response = page(administrator).post(f"/account/requests/{request.pk}/", {"decision": "grant"})
    buyer.refresh_from_db()
    request.refresh_from_db()
    assert (response.status_code, buyer.sees_sales, request.state) == (403, False, "PENDING")


def test_everyone_else_gets_the_404_of_a_request_that_is_none(page, administrator, buyer, sale):
    request = asked(page, buyer, sale)
    colleague = OperatorFactory(taxpayer=administrator.taxpayer, code="09")
    nowhere = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
    for operator in (buyer, colleague, OperatorFactory()):
        browser = page(operator)
        for target in (request.pk, nowhere):
            assert browser.post(f"/account/requests/{target}/", {"decision": "grant"}).status_code == 404
    stranger = page(OperatorFactory())
    assert stranger.post(f"/trace/{request.trace_id}/ask/").status_code == 404
    request.refresh_from_db()
    buyer.refresh_from_db()
    assert (request.state, buyer.sees_sales, RightRequest.objects.count()) == ("PENDING", False, 1)


@pytest.mark.parametrize("decision", ["", "both"])
def test_odd_decision_is_none(page, administrator, buyer, sale, decision):
    request = asked(page, buyer, sale)
    assert page(administrator).post(f"/account/requests/{request.pk}/", {"decision": decision}).status_code == 404
    request.refresh_from_db()
    assert request.state == "PENDING"


def test_neither_asked_nor_decided_by_a_link_or_without_token(page, administrator, buyer, sale):
    request = asked(page, buyer, sale)
    assert page(administrator).get(f"/account/requests/{request.pk}/").status_code == 405
    assert page(buyer).get(f"/trace/{request.trace_id}/ask/").status_code == 405
    forged = login_as(Client(enforce_csrf_checks=True), administrator)
    assert forged.post(f"/account/requests/{request.pk}/", {"decision": "grant"}).status_code == 403
    request.refresh_from_db()
    assert request.state == "PENDING"


def test_request_of_an_operator_who_left_waits_no_longer(page, administrator, buyer, sale):
    request = asked(page, buyer, sale)
    Operator.objects.filter(pk=buyer.pk).update(ended_at=timezone.now())
    assert "等您决定的权限申请" not in page(administrator).get("/account/").content.decode()
    assert page(administrator).post(f"/account/requests/{request.pk}/", {"decision": "grant"}).status_code == 409


def test_account_costs_the_same_with_one_and_three_requests(page, administrator, sale, django_assert_num_queries):
    browser = page(administrator)
    for n in range(3):
        narrow = OperatorFactory(taxpayer=administrator.taxpayer, code=f"1{n}", sees_sales=False)
        theirs = page(narrow)
        theirs.post(f"/trace/{trace_of(theirs, sale.number).pk}/ask/")
        with django_assert_num_queries(7):
            browser.get("/account/")


@pytest.mark.django_db(transaction=True)
def test_asked_four_times_at_once_is_one_request_and_one_notice(page, administrator, buyer, sale):
    trace = trace_of(page(buyer), sale.number)
    outcomes = at_once(4, lambda place: ask_right(Operator.objects.get(pk=buyer.pk), trace))
    assert len({request.pk for request, _made in outcomes}) == 1
    assert (RightRequest.objects.count(), Notice.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_granted_and_declined_at_once_is_one_decision(page, administrator, buyer, sale):
    request = asked(page, buyer, sale)
    outcomes = at_once(2, lambda place: decide(request.pk, by=administrator, grant=bool(place)))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Refusal", "RightRequest"]
    request.refresh_from_db()
    buyer.refresh_from_db()
    assert buyer.sees_sales == (request.state == "GRANTED")
    assert Notice.objects.filter(operator=buyer).count() == 1
