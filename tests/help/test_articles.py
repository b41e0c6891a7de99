"""The articles as files: whole, in every language, leading somewhere."""
import re
from itertools import pairwise

import pytest
from django.conf import settings
from django.test import Client

from invoice_portal.support.help.made import known_parts
from invoice_portal.support.help.rendering import parse
from invoice_portal.support.help.shelf import ARTICLES, shelf
from lookup.trace.causes import CODES

LANGUAGES = sorted(folder.name for folder in ARTICLES.iterdir())
EVERY = [(language, slug) for language in LANGUAGES for slug in shelf(language)]
PICTURES = settings.BASE_DIR / "static/img/help"


def inline(article, kind):
    return [child for token in parse(article) for child in token.children or () if child.type == kind]


def test_every_article_is_there_in_every_language_with_the_same_place_and_relations():
    assert sorted(code for code, _name in settings.LANGUAGES) == LANGUAGES
    one, *others = (
        {slug: (a.part, a.order, a.related, a.causes, a.checker, a.guide) for slug, a in shelf(code).items()}
        for code in LANGUAGES
    )
    assert others == [one] * (len(LANGUAGES) - 1)
    assert len(one) > 15


@pytest.mark.parametrize(("language", "slug"), EVERY)
def test_every_link_and_picture_leads_somewhere(client: Client, db, language, slug):
    article = shelf(language)[slug]
    for link in inline(article, "link_open"):
        href = link.attrGet("href")
        if href == "tel:12366":
            continue
        address, _, anchor = href.partition("#")
        answer = client.get(address)
        assert answer.status_code in (200, 302), href
        assert not anchor or f'id="{anchor}"' in answer.content.decode(), href
    pictures = inline(article, "image")
    assert [image.content for image in pictures if not image.content.strip()] == []
    assert all((PICTURES / image.attrGet("src")).is_file() for image in pictures)
    assert set(article.related) <= set(shelf(language)) - {slug}
    assert set(article.causes) <= set(CODES)


@pytest.mark.parametrize(("language", "slug"), EVERY)
def test_headings_of_every_page_go_down_one_by_one(client: Client, language, slug):
    html = client.get(f"/help/{language}/{slug}/").content.decode()
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", html)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


def test_every_part_that_an_article_asks_for_is_made_and_every_part_is_asked_for():
    asked = {
        token.content.strip()
        for language, slug in EVERY
        for token in parse(shelf(language)[slug])
        if token.type == "fence" and token.info == "made"
    }
    assert asked == known_parts()


def test_chinese_in_an_english_article_is_marked_as_chinese(client: Client):
    for slug in shelf("en"):
        html = client.get(f"/help/en/{slug}/").content.decode()
        text = re.search(r"<article.*?</article>", html, re.DOTALL)[0]
        # What other rooms make is in the catalogue; its English is tested there.
        if "```made" in shelf("en")[slug].markdown:
            continue
        bare = re.sub(r'<span lang="zh-Hans">.*?</span>', "", text)
        assert re.findall(r"[^<>\n]*[\u4e00-\u9fff][^<>\n]*", bare) == [], slug
