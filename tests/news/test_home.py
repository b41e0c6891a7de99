"""The home page: what is on its way, what was refused, within the operator's scopes and no one else's."""
import pytest
from django.test import Client

from lookup.models import Announcement
from tests.factories import OperatorFactory, TaxpayerFactory
from tests.login import login_as
from tests.lookup.world import issue
from tests.trace.world import quarantined
from tests.watches.world import NUMBER, OTHER, announce, beijing, make_late

from .conftest import text

pytestmark = pytest.mark.django_db


def numbers(count: int) -> list[str]:
    return [f"{NUMBER[:-2]}{n:02d}" for n in range(count)]


def test_nothing_new_says_nothing(page):
    body = text(page.get("/"))
    assert "在途" not in body and "未通过校验" not in body and "上次来访" not in body
    assert 'name="number"' in body


def test_announced_number_is_on_its_way_with_when_it_may_come(page, me):
    announce(buyer=me.tax_id)
    body = text(page.get("/"))
    assert "在途" in body and NUMBER in body and "大约 " in body


def test_announced_number_of_a_late_source_says_when_it_should_have_come(page, me):
    announce(buyer=me.tax_id)
    make_late(beijing())
    assert "最迟应在" in text(page.get("/"))


def test_row_on_its_way_leads_to_its_trace(page, me):
    announce(buyer=me.tax_id)
    (row,) = page.get("/").context["on_its_way"].rows
    answer = page.post("/trace/", row.question, follow=True)
    assert answer.context["trace"].cause == "ANNOUNCED"


def test_what_came_is_no_longer_on_its_way(page, me):
    one = announce(buyer=me.tax_id)
    Announcement.objects.filter(pk=one.pk).update(arrived_at=one.announced_at)
    assert NUMBER not in text(page.get("/"))


def test_refused_entry_says_why_and_leads_to_its_trace(page, me):
    quarantined(beijing(), number=NUMBER, buyer=me.tax_id, reason="AMOUNTS_DISAGREE", field="total")
    response = page.get("/")
    body = text(response)
    assert NUMBER in body and "金额与税额、价税合计不符" in body and "价税合计" in body
    (row,) = response.context["refused"].rows
    assert page.post("/trace/", row.question, follow=True).context["trace"].cause == "QUARANTINED"


def test_refused_entry_without_a_number_is_traced_by_date_and_total(page, me):
    quarantined(beijing(), number="", buyer=me.tax_id, reason="BAD_NUMBER", field="number",
                issue_date="2026-10-12", total="9.00")  # fmt: skip
    (row,) = page.get("/").context["refused"].rows
    assert page.post("/trace/", row.question, follow=True).context["trace"].cause == "QUARANTINED"


def test_refused_entry_whose_record_came_otherwise_is_no_longer_shown(page, me):
    quarantined(beijing(), number=NUMBER, buyer=me.tax_id)
    issue(buyer=me, number=NUMBER)
    assert page.get("/").context["refused"].rows == []


def test_strangers_have_no_part_in_it(page):
    stranger = TaxpayerFactory()
    announce(NUMBER, buyer=stranger.tax_id)
    quarantined(beijing(), number=OTHER, buyer=stranger.tax_id, seller=TaxpayerFactory().tax_id)
    for address in ("/", "/arrivals/", "/arrivals/refused/", "/changes/"):
        body = text(page.get(address))
        assert NUMBER not in body and OTHER not in body


@pytest.mark.parametrize(("scope", "seen"), [("sees_purchases", [0, 2]), ("sees_sales", [1, 3])])
def test_narrower_operator_sees_their_side_only(me, scope, seen):
    bought, sold, refused_bought, refused_sold = numbers(4)
    announce(bought, buyer=me.tax_id)
    announce(sold, seller=me.tax_id)
    quarantined(beijing(), number=refused_bought, buyer=me.tax_id)
    quarantined(beijing(), number=refused_sold, seller=me.tax_id)
    narrow = OperatorFactory(taxpayer=me, code="02", **{"sees_purchases": False, "sees_sales": False} | {scope: True})
    browser = login_as(Client(), narrow)
    for addresses in (["/"], ["/arrivals/", "/arrivals/refused/"]):
        body = "".join(text(browser.get(address)) for address in addresses)
        assert [n for n, number in enumerate(numbers(4)) if number in body] == seen


def test_operator_who_sees_nothing_gets_an_empty_home(me):
    announce(buyer=me.tax_id)
    issue(buyer=me)
    blind = OperatorFactory(taxpayer=me, code="02", sees_purchases=False, sees_sales=False)
    browser = login_as(Client(), blind)
    for address in ("/", "/arrivals/", "/arrivals/refused/", "/changes/"):
        assert NUMBER not in text(browser.get(address))


def test_own_sale_to_oneself_comes_once(page, me):
    announce(buyer=me.tax_id, seller=me.tax_id)
    quarantined(beijing(), number=OTHER, buyer=me.tax_id, seller=me.tax_id)
    context = page.get("/").context
    assert (len(context["on_its_way"].rows), len(context["refused"].rows)) == (1, 1)


@pytest.mark.parametrize("kind", ["on_its_way", "refused"])
def test_more_than_five_stand_on_a_page_of_their_own_each_once(page, me, kind):
    address = {"on_its_way": "/arrivals/", "refused": "/arrivals/refused/"}[kind]
    for n, number in enumerate(numbers(45)):
        if kind == "on_its_way":
            announce(number, **{("buyer", "seller")[n % 2]: me.tax_id})
        else:
            quarantined(beijing(), number=number, **{("buyer", "seller")[n % 2]: me.tax_id})
    home = page.get("/")
    assert len(home.context[kind].rows) == 5 and f'href="{address}"' in text(home)
    seen, at = [], address
    while at:
        response = page.get(at)
        row = "announcement" if kind == "on_its_way" else "entry"
        seen += [getattr(one, row).number for one in response.context["rows"]]
        cursor = response.context["next_cursor"]
        at = f"{address}?cursor={cursor}" if cursor else None
    assert seen == numbers(45)[::-1]


@pytest.mark.parametrize("address", ["/arrivals/", "/arrivals/refused/", "/changes/"])
def test_bad_cursor_is_refused(page, address):
    assert page.get(address, {"cursor": "nonsense"}).status_code == 400


@pytest.mark.parametrize("address", ["/arrivals/", "/arrivals/refused/", "/changes/"])
def test_without_login_leads_to_login(client, db, address):
    assert client.get(address)["Location"].startswith("/login/")


def test_header_names_where_one_is(page):
    body = text(page.get("/trace/"))
    assert '<a href="/trace/" aria-current="page">追踪</a>' in body
    assert '<a href="/trace/">追踪</a>' in text(page.get("/"))
