"""Ordering a zip, its page, the list, and what is refused with what to do instead."""
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lookup.exporting import asking
from lookup.models import Export
from tests.factories import OperatorFactory
from tests.login import login_as
from tests.lookup import world

from .conftest import make, taken


def test_ticks_stand_on_the_search_page_and_lead_to_progress(person, invoices):
    page = person.get("/invoices/").content.decode()
    assert page.count('type="checkbox" name="slug"') == 3 and 'form="export"' in page
    answer = person.post("/exports/", {"slug": [invoices[0].slug]}, follow=True).content.decode()
    assert "0 / 1" in answer and "every 1s" in answer and "http-equiv" in answer
    assert Export.objects.get().asked == [invoices[0].pk]


def test_a_whole_search_is_what_its_pages_list(person, invoices, operator):
    other = world.issue(buyer=operator.taxpayer, day=date(2026, 9, 1))
    person.post("/exports/", {"whole": "1", "query": "date_from=2026-10-01"})
    assert Export.objects.get().asked == [invoice.pk for invoice in reversed(invoices)]
    person.post("/exports/", {"whole": "1", "query": f"number={other.number}"})
    assert Export.objects.latest("created_at").asked == [other.pk]


def test_page_tells_how_far_it_is_then_where_to_take_it(person, ordered):
    make(ordered)
    part = person.get(f"/exports/{ordered.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and "every 1s" not in part and f"/exports/{ordered.pk}/file/" in part


@pytest.mark.parametrize("method", ["get", "post"])
def test_others_find_nothing(person, ordered, operator, method):
    make(ordered)
    colleague = OperatorFactory(taxpayer=operator.taxpayer, code="02")
    for other in (OperatorFactory(), colleague):
        theirs = login_as(Client(), other)
        assert theirs.get(f"/exports/{ordered.pk}/").status_code == 404
        assert theirs.get(f"/exports/{ordered.pk}/file/").status_code == 404
        assert theirs.post(f"/exports/{ordered.pk}/remove/").status_code == 404
        assert str(ordered.pk) not in theirs.get("/exports/").content.decode()
    assert Export.objects.get().state == "MADE"


def test_a_strangers_invoice_among_the_ticks_is_as_none(person, invoices):
    stranger = world.issue(buyer=OperatorFactory().taxpayer)
    for slug in (stranger.slug, "26112999999999999999", "\0", "x" * 500):
        assert person.post("/exports/", {"slug": [invoices[0].slug, slug]}).status_code == 404
    assert not Export.objects.exists()


def test_more_than_fit_are_told_with_a_part_that_does(person, invoices, monkeypatch):
    monkeypatch.setattr(asking, "MOST", 2)
    monkeypatch.setattr("lookup.exporting.views.MOST", 2)
    answer = person.post("/exports/", {"whole": "1", "query": "side=purchases"})
    page = answer.content.decode()
    assert answer.status_code == 422 and not Export.objects.exists()
    assert "2026-10-04 起的有 2 张" in page and "side=purchases&amp;date_from=2026-10-04" in page
    person.post("/exports/", {"whole": "1", "query": "side=purchases&date_from=2026-10-04"})
    assert Export.objects.get().asked == [invoices[2].pk, invoices[1].pk]


def test_one_day_with_too_many_has_no_part_to_offer(person, operator, monkeypatch):
    monkeypatch.setattr(asking, "MOST", 1)
    for _each in range(2):
        world.issue(buyer=operator.taxpayer, day=date(2026, 10, 3))
    answer = person.post("/exports/", {"whole": "1", "query": ""})
    assert answer.status_code == 422 and "先下载最近的" not in answer.content.decode()


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({}, "请先勾选"),
        ({"whole": "1", "query": "date_from=2031-01-01"}, "查询结果是空的"),
        ({"whole": "1", "query": "date_from=nonsense"}, "查询条件有误"),
        ({"slug": [str(n) for n in range(101)]}, "最多勾选 100 张"),
    ],
)
def test_what_cannot_be_made_is_refused_in_words(person, invoices, form, told):
    answer = person.post("/exports/", form)
    assert answer.status_code == 422 and told in answer.content.decode() and not Export.objects.exists()


def test_the_same_order_twice_is_one_zip_and_a_third_at_once_is_refused(person, invoices):
    for _time in range(2):
        person.post("/exports/", {"slug": [invoices[0].slug]})
    person.post("/exports/", {"slug": [invoices[1].slug]})
    refused = person.post("/exports/", {"slug": [invoices[2].slug]})
    assert (Export.objects.count(), refused.status_code) == (2, 429)
    assert "同时最多生成 2 个" in refused.content.decode()


def test_a_days_orders_are_limited_removed_ones_included(person, invoices, monkeypatch):
    monkeypatch.setattr(asking, "A_DAY", 1)
    person.post("/exports/", {"slug": [invoices[0].slug]})
    person.post(f"/exports/{Export.objects.get().pk}/remove/")
    refused = person.post("/exports/", {"slug": [invoices[1].slug]})
    assert refused.status_code == 429 and "24 小时内最多生成 1 个" in refused.content.decode()
    Export.objects.update(created_at=timezone.now() - timedelta(days=2))
    assert person.post("/exports/", {"slug": [invoices[1].slug]}).status_code == 302


def test_one_not_made_yet_is_not_handed_out(person, ordered):
    assert person.get(f"/exports/{ordered.pk}/file/").status_code == 409


def test_list_asks_as_many_questions_for_one_as_for_three(person, invoices):
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert person.get("/exports/").status_code == 200
        return len(asked)

    counted = []
    person.get("/exports/")
    for invoice in invoices:
        person.post("/exports/", {"slug": [invoice.slug]})
        make(Export.objects.latest("created_at"))
        counted.append(questions())
    assert len(set(counted)) == 1


def test_english_index(person, ordered):
    Export.objects.update(language="en")
    assert len(taken(person, make(ordered)).namelist()) == 4


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=60) | st.sampled_from(["number=%00", "a=%ED%A0%80", "date_from=9999-12-31", "\0=1"]))
def test_no_order_is_an_error(person, invoices, query):
    Export.objects.all().delete()
    for form in ({"whole": "1", "query": query}, {"slug": [query]}):
        assert person.post("/exports/", form).status_code in (302, 404, 422, 429)
