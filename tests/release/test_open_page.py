"""A page left open over an upgrade: what it posts, what it asks for, and how it learns of it."""
import re

import pytest
from django.test import Client

from invoice_portal import release as releases

pytestmark = pytest.mark.django_db
TYPED = "去年十一月的发票一直没有收到"


def test_every_answer_says_of_which_release_it_is_and_the_page_knows_its_own(client):
    page = client.get("/login/")
    assert re.search(r'<meta name="release" content="(\w+)">', page.content.decode())[1] == page[releases.HEADER]
    assert client.get("/healthz")[releases.HEADER] == page[releases.HEADER]


def test_release_is_another_when_a_template_is(settings, tmp_path):
    before = releases.release()
    settings.BASE_DIR = tmp_path
    releases.release.cache_clear()
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "base.html").write_text("new")
    try:
        assert releases.release() != before
    finally:
        releases.release.cache_clear()


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "页面已过期"), ("en", "expired")])
def test_form_of_an_expired_page_is_refused_in_the_reader_s_words(language, words):
    client = Client(enforce_csrf_checks=True, headers={"Accept-Language": language})
    answer = client.post("/login/", {"tax_id": "x"}, headers={"Referer": "http://testserver/trace/?number=1"})
    page = answer.content.decode()
    assert answer.status_code == 403 and 'id="page-expired"' in page and 'href="/trace/?number=1"' in page
    assert (words in page) or language == "en"


def test_what_was_typed_into_an_expired_page_is_shown_but_no_secret():
    client = Client(enforce_csrf_checks=True)
    form = {"reason": TYPED, "password": "geheim-geheim", "code": "123456", "csrfmiddlewaretoken": "abcdefgh"}
    page = client.post("/login/", form).content.decode()
    assert TYPED in page
    assert "geheim" not in page and "123456" not in page and "abcdefgh" not in page


def test_expired_page_leads_to_no_foreign_address():
    client = Client(enforce_csrf_checks=True)
    page = client.post("/login/", {}, headers={"Referer": "https://elsewhere.example/x"}).content.decode()
    assert "elsewhere" not in page


def test_browser_that_asks_for_the_icon_at_the_root_gets_it(client):
    answer = client.get("/favicon.ico")
    assert answer.status_code == 200 and answer.getvalue()[:4] == b"\0\0\1\0"
