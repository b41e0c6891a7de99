"""/invoices/ from outside."""

import html
import re
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from lookup.models import Invoice
from tests.factories import TaxpayerFactory
from tests.login import login_as

from .world import issue

FIRST = date(2026, 10, 1)


def slugs(response) -> list[str]:
    return re.findall(r'<td[^>]*><a href="/invoices/([^/]+)/">', response.content.decode())


def link(response, pattern: str) -> str:
    return html.unescape(re.search(pattern, response.content.decode())[1])


@pytest.mark.parametrize("typed", ["{}", " {} ", "发票号码：{}", "{:wide}"])
def test_number_however_typed_is_found(page, me, typed):
    invoice = issue(buyer=me)
    issue(buyer=me)
    wide = invoice.number.translate({ord(str(n)): ord("０") + n for n in range(10)})
    text = wide if "wide" in typed else typed.format(invoice.number)
    assert slugs(page("/invoices/", {"number": text})) == [invoice.slug]


@pytest.mark.parametrize(
    "typed", ["01100210011112345678", "011002100111 12345678", "12345678", "011002100111-12345678"]
)
def test_old_number_with_or_without_code_is_found(page, me, typed):
    invoice = issue(buyer=me, kind="10", code="011002100111", number="12345678")
    issue(buyer=me)
    assert slugs(page("/invoices/", {"number": typed})) == [invoice.slug]


def test_each_criterion_keeps_only_what_it_names(page, me):
    other = TaxpayerFactory(name="上海乙（集团）商贸有限公司")
    bought = issue(buyer=me, seller=other, day=FIRST)
    sold = issue(buyer=other, seller=me, day=FIRST + timedelta(days=5))
    Invoice.objects.filter(pk=sold.pk).update(validity="VOIDED", personal=True)
    expected = [
        ({"side": "purchases"}, [bought]),
        ({"side": "sales"}, [sold]),
        ({"date_from": "2026-10-02"}, [sold]),
        ({"date_to": "2026年10月2日"}, [bought]),
        ({"seller": "乙(集团)"}, [bought]),
        ({"buyer": other.tax_id.lower()}, [sold]),
        ({"title": me.name[2:6]}, [bought]),
        ({"status": "VOIDED"}, [sold]),
        ({"status": "ISSUED"}, [bought]),
        ({"category": "personal"}, [sold]),
        ({"category": "enterprise", "seller": "乙"}, [bought]),
        ({}, [sold, bought]),
    ]
    for criteria, found in expected:
        assert slugs(page("/invoices/", criteria)) == [invoice.slug for invoice in found], criteria


@pytest.mark.parametrize("limit", ["FEW_NAMES", "FEW_INVOICES"])
def test_common_name_part_is_found_by_date(page, me, monkeypatch, limit):
    monkeypatch.setattr(f"lookup.search.parties.{limit}", 0)
    seller = TaxpayerFactory(name="广州丙贸易有限公司")
    bought = issue(buyer=me, seller=seller)
    issue(buyer=me)
    sold = issue(buyer=seller, seller=me)
    assert slugs(page("/invoices/", {"seller": "丙贸易"})) == [bought.slug]
    assert slugs(page("/invoices/", {"buyer": "丙贸易"})) == [sold.slug]


def test_own_name_printed_otherwise_is_found_among_all_it_bears(page, me):
    wrong = TaxpayerFactory(name="北京甲误写有限公司")
    odd = issue(buyer=me)
    for _ in range(3):
        issue(buyer=me)
    other = issue(buyer=wrong, seller=me)
    Invoice.objects.filter(pk=odd.pk).update(buyer_name=other.buyer_name)
    assert slugs(page("/invoices/", {"title": "甲误写", "side": "purchases"})) == [odd.slug]
    assert sorted(slugs(page("/invoices/", {"title": "甲误写"}))) == sorted([odd.slug, other.slug])


def test_pages_by_cursor_show_everything_once_newest_first(page, me):
    days = [FIRST + timedelta(days=n // 7) for n in range(45)]
    made = [issue(buyer=me, seller=me if n % 9 == 0 else None, day=day) for n, day in enumerate(days)]
    seen, address, pages = [], "/invoices/", 0
    while address:
        response = page(address)
        seen += slugs(response)
        pages += 1
        more = b'rel="next"' in response.content
        address = link(response, r'rel="next" href="([^"]+)"') if more else None
    expected = sorted(made, key=lambda invoice: (invoice.issue_date, invoice.pk), reverse=True)
    assert seen == [invoice.slug for invoice in expected]
    assert pages == 3


@pytest.mark.parametrize("cursor", ["x", "WzFd:abc", "\0", "a" * 3000])
def test_cursor_made_by_hand_is_refused_in_words(page, cursor):
    response = page("/invoices/", {"cursor": cursor})
    assert response.status_code == 400
    assert "请从第一页重新查询" in response.content.decode()


@pytest.mark.parametrize(
    ("criteria", "kept", "error"),
    [
        ({"date_from": "2026-13-40"}, '<input type="text" name="date_from" value="2026-13-40"', "没有这样的日期"),
        ({"date_from": "2026-11-02", "date_to": "2026-11-01"}, 'value="2026-11-01"', "结束日期早于开始日期"),
        ({"number": "没有"}, 'value="没有"', "这里没有数字"),
        ({"status": "LOST"}, "", "LOST"),
    ],
)
def test_bad_criterion_is_kept_beside_its_error(page, criteria, kept, error):
    response = page("/invoices/", criteria)
    assert response.status_code == 200
    body = response.content.decode()
    assert kept in body
    assert error in body
    assert 'class="field__error"' in body


def test_chip_removes_its_filter_and_no_other(page, me):
    seller = TaxpayerFactory()
    issue(buyer=me, seller=seller)
    response = page("/invoices/", {"side": "purchases", "seller": seller.tax_id, "cursor": ""})
    chips = re.findall(r'chip__remove" href="([^"]+)"', response.content.decode())
    queries = [parse_qs(urlsplit(html.unescape(href)).query) for href in chips]
    assert queries == [{"side": ["purchases"]}, {"seller": [seller.tax_id]}]


def test_htmx_answer_is_the_part_of_the_full_page(page, me):
    issue(buyer=me)
    whole = page("/invoices/", {"side": "purchases"})
    part = page("/invoices/", {"side": "purchases"}, headers={"HX-Request": "true"})
    assert part.content.decode().strip() in whole.content.decode()
    assert part.content.startswith(b"<section") or b'id="results"' in part.content[:200]
    assert b"<html" not in part.content
    assert "HX-Request" in whole["Vary"]


def test_htmx_request_with_an_error_loads_the_whole_page(page):
    response = page("/invoices/", {"date_from": "x"}, headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == "/invoices/?date_from=x"


def test_operator_who_may_not_apply_is_told_whom_to_ask(client, operator):
    type(operator).objects.filter(pk=operator.pk).update(may_apply=False)
    body = login_as(client, operator).get("/invoices/").content.decode()
    assert "/applications/new/" not in body
    assert "请联系本单位的管理员申请补录" in body


@pytest.mark.parametrize(
    ("criteria", "most"), [({}, 7), ({"side": "sales"}, 7), ({"seller": "示例", "status": "ISSUED"}, 13)]
)
def test_search_asks_the_same_number_of_queries_for_one_and_three_rows(
    page, me, criteria, most, django_assert_max_num_queries
):
    counts = []
    for rows in (1, 2):
        for _ in range(rows):
            issue(buyer=me, seller=me)
        with django_assert_max_num_queries(20) as asked:
            page("/invoices/", criteria)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= most
