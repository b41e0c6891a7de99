"""Help as people meet it: nobody logs in, and the address says the language."""
import pytest
from django.test import Client
from django.utils import translation

from invoice_portal.support.help.article import read_article
from invoice_portal.support.help.rendering import filled, to_html
from invoice_portal.support.help.shelf import shelf
from lookup.status import Status, words_of
from lookup.trace.catalogue import CATALOGUE
from resubmission.wording import NEXT, State


def test_list_names_every_article(client: Client):
    html = client.get("/help/").content.decode()
    assert [slug for slug in shelf("zh-hans") if f'href="/help/zh-hans/{slug}/"' not in html] == []


def test_address_with_a_language_is_in_that_language_whatever_the_reader_chose(client: Client):
    client.cookies["django_language"] = "zh-hans"
    english = client.get("/help/en/statuses/")
    assert '<html lang="en"' in english.content.decode()
    assert english.headers["Content-Language"] == "en"
    assert '<html lang="zh-hans"' in client.get("/help/statuses/").content.decode()


def test_links_between_articles_stay_in_the_language(client: Client):
    html = client.get("/help/en/not-found/").content.decode()
    assert 'href="/help/en/find-number/"' in html
    assert 'href="/help/find-number/"' not in html


def test_choosing_another_language_on_a_page_with_a_language_leads_to_the_page_in_the_other(client: Client):
    html = client.get("/help/en/statuses/").content.decode()
    assert '<input type="hidden" name="next" value="/help/statuses/">' in html
    chosen = client.post("/i18n/setlang/", {"language": "zh-hans", "next": "/help/statuses/"}, follow=True)
    assert '<html lang="zh-hans"' in chosen.content.decode()


@pytest.mark.parametrize("address", ["/help/nothing/", "/help/en/nothing/", "/help/fr/statuses/"])
def test_what_is_not_there_answers_404(client: Client, address):
    assert client.get(address).status_code == 404


def test_causes_statuses_and_states_are_told_in_the_words_of_their_pages(client: Client):
    def page(slug):
        return client.get(f"/help/zh-hans/{slug}/").content.decode()

    causes, statuses, states = page("causes"), page("statuses"), page("application-states")
    with translation.override("zh-hans"):
        for code, cause in CATALOGUE.items():
            assert f'id="{code}">{cause.headline}</h2>' in causes and str(cause.rule) in causes
        assert "%(" not in causes
        assert all(str(words_of(status).meaning) in statuses for status in Status)
        assert all(str(NEXT[state]) in states for state in State)


def test_html_in_an_article_is_text(tmp_path):
    (tmp_path / "x.md").write_text(
        "---\ntitle: x\nsummary: x\npart: find\norder: 1\nkeywords: x\n---\n"
        "<script>alert(1)</script> [a](javascript:alert) <!--made:causes--> ![p](x.svg)\n",
        encoding="utf-8",
    )
    html = filled(to_html(read_article(tmp_path / "x.md"), address=str, picture=str))
    assert "<script" not in html and "javascript:" not in html.replace("(javascript:alert)", "")
    assert "&lt;!--made:causes--&gt;" in html


@pytest.mark.parametrize(
    ("head", "named"),
    [("title: x\n", "missing"), ("title: x\nauthor: y\n", "unknown")],
)
def test_article_with_a_wrong_head_is_named(tmp_path, head, named):
    (tmp_path / "x.md").write_text(f"---\n{head}---\ntext\n", encoding="utf-8")
    with pytest.raises(ValueError, match=f"x.md: {named}"):
        read_article(tmp_path / "x.md")
