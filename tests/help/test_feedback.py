"""What is kept of searches and opinions: counts, and nobody's data."""
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from invoice_portal.support.help.feedback import forget_old, kept_words, note_opinion, note_search
from invoice_portal.support.models import HelpOpinion, HelpSearch
from tests.factories import StaffFactory
from tests.login import login_staff

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _uncounted():
    cache.clear()


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("红冲 作废", "红冲 作废"),
        ("  Invoice   NOT found ", "invoice not found"),
        ("110105199003072514 查不到", "# 查不到"),
        ("１１０１０５ 1990 0307 251X", "#"),
        ("我的手机138-0013-8000收不到", "我的手机#收不到"),
        ("zhang.san@example.com 收不到", "# 收不到"),
    ],
)
def test_numbers_and_addresses_are_not_kept(question, kept):
    assert kept_words(question) == kept


def test_searches_are_counted_by_words_and_language(client: Client):
    for query in ("红烧肉", "红烧肉 ", "红冲"):
        client.get("/help/zh-hans/", {"q": query})
    client.get("/help/en/", {"q": "红冲"})
    client.get("/help/zh-hans/", {"q": "26112000000012345678"})
    rows = HelpSearch.objects.order_by("id").values_list("language", "words", "times", "found")
    assert [(*row[:3], row[3] > 0) for row in rows] == [
        ("zh-hans", "红烧肉", 2, False), ("zh-hans", "红冲", 1, True), ("en", "红冲", 1, True),
    ]  # fmt: skip


def test_flood_of_searches_is_answered_and_not_counted(client: Client, monkeypatch):
    monkeypatch.setattr("invoice_portal.support.help.views.SEARCHED", 2)
    answers = [client.get("/help/zh-hans/", {"q": f"红冲{word}"}).status_code for word in "甲乙丙丁"]
    assert answers == [200] * 4
    assert HelpSearch.objects.count() == 2


def test_opinion_is_counted_without_login_and_thanked_for(client: Client):
    thanked = client.post("/help/zh-hans/statuses/helpful/", {"helpful": "yes"}, follow=True)
    client.post("/help/zh-hans/statuses/helpful/", {"helpful": "no"})
    assert "谢谢" in thanked.content.decode()
    assert list(HelpOpinion.objects.values_list("slug", "language", "helpful", "unhelpful")) == [
        ("statuses", "zh-hans", 1, 1)
    ]


def test_opinion_needs_the_form_it_came_from():
    client = Client(enforce_csrf_checks=True)
    assert client.post("/help/zh-hans/statuses/helpful/", {"helpful": "yes"}).status_code == 403
    assert not HelpOpinion.objects.exists()


@pytest.mark.parametrize("given", [("nothing", "yes"), ("statuses", "maybe"), ("statuses", "")])
def test_opinion_of_nothing_or_without_an_answer_changes_nothing(client: Client, given):
    slug, answer = given
    assert client.post(f"/help/zh-hans/{slug}/helpful/", {"helpful": answer}).status_code == 404
    assert not HelpOpinion.objects.exists()


def test_many_opinions_from_one_address_are_refused(client: Client, monkeypatch):
    monkeypatch.setattr("invoice_portal.support.help.views.OPINED", 2)
    given = [client.post("/help/en/statuses/helpful/", {"helpful": "no"}).status_code for _ in range(3)]
    assert given == [302, 302, 429]
    assert HelpOpinion.objects.get().unhelpful == 2


def test_what_is_old_is_forgotten():
    today = timezone.localdate()
    for words, times, days in (("once old", 1, 31), ("often old", 5, 31), ("often older", 5, 181), ("new", 1, 29)):
        note_search(words, "en", 0)
        HelpSearch.objects.filter(words=words).update(times=times, last_on=today - timedelta(days))
    note_opinion("statuses", "en", helpful=True)
    HelpOpinion.objects.update(month=today - timedelta(days=400))
    note_opinion("statuses", "en", helpful=True)
    assert forget_old() == 3
    assert set(HelpSearch.objects.values_list("words", flat=True)) == {"often old", "new"}
    assert HelpOpinion.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "status"),
    [("SUPPORT", 200), ("SUPERVISOR", 200), ("ADMINISTRATOR", 200), ("CLERK", 403), ("AUDITOR", 403)],
)
def test_lists_are_for_those_who_look_after_help(client: Client, role, status):
    login_staff(client, StaffFactory(role=role))
    lists = ["/admin/support/helpsearch/", "/admin/support/helpopinion/"]
    assert [client.get(address).status_code for address in lists] == [status, status]


def test_staff_see_what_was_searched_for_in_vain_and_what_did_not_help(client: Client):
    note_search("红烧肉", "zh-hans", 0)
    note_search("红冲", "zh-hans", 2)
    note_opinion("statuses", "zh-hans", helpful=False)
    login_staff(client, StaffFactory(role="SUPERVISOR"))
    vain = client.get("/admin/support/helpsearch/", {"found": "no"}).content.decode()
    assert "红烧肉" in vain and "红冲" not in vain
    assert "发票的六种状态" in client.get("/admin/support/helpopinion/").content.decode()
