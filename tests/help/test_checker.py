"""The checker says which part is wrong, and keeps nothing of what was typed."""
import logging

import pytest
from django.core.cache import cache
from django.test import Client

from invoice_portal.history.models import Event
from invoice_portal.support.help.checker import check
from invoice_portal.support.models import HelpSearch
from tests.factories import tax_id

pytestmark = pytest.mark.django_db
IDENTITY = "110105199003072514"


@pytest.fixture(autouse=True)
def _uncounted():
    cache.clear()


def wrong_parts(found):
    return [(first, last) for _name, first, last, mark in found.parts if mark == "wrong"]


@pytest.mark.parametrize(
    ("kind", "text", "parts", "said"),
    [
        ("identity", IDENTITY[:-1] + "5", [(18, 18)], "校验码"),
        ("identity", "110105199013072514", [(7, 14)], "出生日期"),
        ("identity", "990105199003072514", [(1, 6)], "地区"),
        ("identity", "11010519900307251", [], "17 位"),
        ("identity", "11010519900O072514", [(7, 14)], "第 12 位"),
        ("tax_id", tax_id(1)[:8] + "O" + tax_id(1)[9:], [(9, 17)], "是否应为“0”"),
        ("tax_id", "123", [], "3 位"),
        ("tax_id", IDENTITY[:-1] + "5", [(18, 18)], "校验码"),
        ("number", "26992000000012345678", [(3, 4)], "地区代码“99”"),
        ("number", "20112000000012345678", [(1, 2)], "年份"),
        ("number", "2611200000001234567", [], "19 位"),
        ("number", "12345678", [], "补充发票代码"),
    ],
)
def test_wrong_part_is_named(kind, text, parts, said):
    found = check(kind, text)
    assert (found.good, wrong_parts(found)) == (False, parts)
    assert said in found.words


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("identity", IDENTITY), ("identity", "110105 19900307 2514"), ("tax_id", tax_id(1)), ("tax_id", IDENTITY),
        ("number", "26112000000012345678"), ("number", "011002100311-12345678"),
    ],
)  # fmt: skip
def test_right_number_is_said_to_be_right(kind, text):
    found = check(kind, text)
    assert found.good and wrong_parts(found) == []


def test_page_answers_in_the_language_of_its_address(client: Client):
    page = client.post("/help/zh-hans/check/", {"kind": "identity", "text": IDENTITY[:-1] + "5"})
    assert page.status_code == 200
    assert "第 18 位：校验码" in page.content.decode()


def test_what_was_typed_is_neither_stored_nor_logged_nor_cached(client: Client, caplog):
    caplog.set_level(logging.DEBUG)
    events = Event.objects.count()
    page = client.post("/help/check/", {"kind": "identity", "text": IDENTITY})
    assert "no-store" in page.headers["Cache-Control"]
    assert (Event.objects.count(), HelpSearch.objects.count()) == (events, 0)
    assert IDENTITY not in caplog.text
    assert IDENTITY not in str(dict(client.session))
    assert client.get("/help/check/", {"kind": "identity", "text": IDENTITY}).content.decode().count(IDENTITY) == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [({}, "请输入要检查的号码"), ({"kind": "x", "text": "1"}, "error-summary"),
     ({"kind": "number", "text": "1" * 61}, "太长了")],
)  # fmt: skip
def test_nothing_to_check_is_said_at_the_field(client: Client, given, said):
    page = client.post("/help/check/", given)
    assert page.status_code == 200 and said in page.content.decode()


def test_checker_needs_the_form_it_came_from_and_is_throttled(client: Client, monkeypatch):
    assert Client(enforce_csrf_checks=True).post("/help/check/", {"kind": "number", "text": "1"}).status_code == 403
    monkeypatch.setattr("invoice_portal.support.help.checker_page.CHECKED", 1)
    given = [client.post("/help/check/", {"kind": "number", "text": "1"}).status_code for _ in range(2)]
    assert given == [200, 429]


def test_article_about_failing_has_the_checker(client: Client):
    assert 'action="/help/en/check/"' in client.get("/help/en/submit-fails/").content.decode()
    assert 'action="/help/en/check/"' not in client.get("/help/en/statuses/").content.decode()
