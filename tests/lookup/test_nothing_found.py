"""A search that finds nothing answers where the invoice is, in place, as the trace does."""
import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from lookup.models import Trace
from lookup.search.cursor import encode
from tests.factories import OperatorFactory, TaxpayerFactory
from tests.login import login_as
from tests.trace.conftest import covered

from .world import issue

pytestmark = pytest.mark.django_db
# No slip away from those that the tests issue.
UNKNOWN = "26112777000111222333"


def verdict(response) -> str:
    return re.search(r'<h2 class="page-title" id="verdict">(.*?)</h2>', response.content.decode())[1]


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_unknown_number_is_traced_in_place_and_the_trace_is_kept(page, operator, headers):
    response = page("/invoices/", {"number": UNKNOWN}, headers=headers)
    trace = Trace.objects.get()
    assert (trace.operator, trace.number, trace.asked) == (operator, UNKNOWN, {"number": UNKNOWN})
    assert verdict(response) and f'href="/trace/{trace.pk}/"' in response.content.decode()
    assert response.content.decode().count("<h1") == (0 if headers else 1)


def test_page_loaded_again_keeps_no_second_trace(page):
    for _ in range(3):
        page("/invoices/", {"number": UNKNOWN})
    assert Trace.objects.count() == 1


def test_invoice_hidden_by_another_filter_is_named_with_the_way_to_it(page, me):
    invoice = issue(buyer=me)
    response = page("/invoices/", {"number": invoice.number, "date_to": "2020-01-01", "status": "VOIDED"})
    assert Trace.objects.get().verdict["hidden_by"] == ["date_to", "status"]
    again = html.unescape(re.search(r'class="button" href="([^"]+)"', response.content.decode())[1])
    assert invoice.number in page(again).content.decode()
    assert again == f"/invoices/?number={invoice.number}"


@pytest.mark.parametrize(
    ("criteria", "cause"),
    [
        ({"number": "2611200000000000007"}, "IMPOSSIBLE_NUMBER"),
        ({"number": "12345678"}, "NEVER_SEEN"),
        ({"date_from": "2999-01-01"}, "FUTURE_DATE"),
        ({"seller": "无此人"}, "NEVER_SEEN"),
        ({"title": "无此人", "side": "purchases"}, "NEVER_SEEN"),
    ],
)
def test_every_telling_criterion_is_traced(page, criteria, cause):
    page("/invoices/", criteria)
    assert Trace.objects.get().cause == cause


@pytest.mark.parametrize("criteria", [{}, {"side": "sales"}, {"status": "VOIDED", "category": "personal"}])
def test_what_tells_of_no_invoice_is_not_traced(page, criteria):
    assert 'id="verdict"' not in page("/invoices/", criteria).content.decode()
    assert not Trace.objects.exists()


def test_page_past_the_last_is_not_traced(page, me):
    invoice = issue(buyer=me)
    last = encode(invoice.issue_date, invoice.pk)
    response = page("/invoices/", {"seller": invoice.seller_name.name, "cursor": last})
    assert "后面没有更多发票了" in response.content.decode()
    assert not Trace.objects.exists()


def test_nothing_found_carries_what_was_typed_into_the_application(page):
    covered("BJ01", "11", ("2026-01-01", "2026-11-20"))
    typed = {"number": UNKNOWN, "date_from": "2026-10-01", "date_to": "2026-10-01", "seller": "甲&乙"}
    body = page("/invoices/", typed).content.decode()
    target = urlsplit(html.unescape(re.search(r'href="(/applications/new/[^"]+)"', body)[1]))
    assert parse_qs(target.query) == {
        "kind": ["SUPPLEMENT"], "number": [UNKNOWN], "issue_date": ["2026-10-01"], "seller": ["甲&乙"],
    }  # fmt: skip


def test_who_asks_too_often_gets_the_plain_hints(page, monkeypatch):
    monkeypatch.setattr("lookup.trace.pace.QUESTIONS", 0)
    response = page("/invoices/", {"number": UNKNOWN})
    body = response.content.decode()
    assert response.status_code == 200 and 'id="verdict"' not in body
    assert "操作过于频繁" in body and f"number={UNKNOWN}" in body
    assert not Trace.objects.exists()


def test_sides_out_of_scope_are_told(client, operator):
    type(operator).objects.filter(pk=operator.pk).update(sees_sales=False)
    body = login_as(client, operator).get("/invoices/", {"number": UNKNOWN}).content.decode()
    assert "您的权限只包括进项发票" in body


def test_strangers_invoice_is_answered_as_one_that_never_was(client):
    invoice = issue(buyer=TaxpayerFactory(), number="26112555000111222333")
    said = []
    for number in (invoice.number, "26112777000111222333"):
        body = login_as(client, OperatorFactory(taxpayer__name="甲")).get("/invoices/", {"number": number}).content
        text = re.sub(r"[0-9a-f-]{36}|value=\"\w{64}\"", "", body.decode().replace(number, "NUMBER"))
        said.append(re.sub(r'datetime="[^"]+"|\d\d:\d\d(:\d\d)?', "", text))
    assert said[0] == said[1]


@pytest.mark.parametrize("criteria", [{"number": UNKNOWN}, {"seller": "无此人", "date_from": "2026-01-01"}])
def test_empty_search_asks_the_same_number_of_queries_for_one_and_three_rows(
    page, me, criteria, django_assert_max_num_queries
):
    counts = []
    for rows in (1, 2):
        for _ in range(rows):
            issue(buyer=me, seller=me)
        Trace.objects.all().delete()
        with django_assert_max_num_queries(40) as asked:
            page("/invoices/", criteria)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 25, counts
