"""Help: the list, and one article. Nobody needs to log in."""
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from .addresses import address_in, languages_of, picture, speak
from .article import PARTS, Article
from .rendering import filled, to_html
from .shelf import find_article, related, shelf

PART_WORDS = {"find": _("找发票"), "understand": _("看懂结果"), "apply": _("申请"), "more": _("更多")}


@require_safe
def listing(request: HttpRequest, language: str | None = None) -> HttpResponse:
    """List the articles by part."""
    spoken = speak(request, language)
    articles = shelf(spoken).values()
    parts = [(PART_WORDS[part], [one for one in articles if one.part == part]) for part in PARTS]
    return render(request, "support/help/list.html", _addresses("help", spoken) | {"parts": parts})


@require_safe
def article_page(request: HttpRequest, slug: str, language: str | None = None) -> HttpResponse:
    """Show one article."""
    spoken = speak(request, language)
    article = find_article(slug, spoken)
    if article is None:
        raise Http404
    context = {"article": article, "body": body_of(article, spoken), "related": related(article)}
    return render(request, "support/help/article.html", _addresses("help-article", spoken, slug) | context)


def body_of(article: Article, language: str) -> SafeString:
    return filled(_html(article, language))


@lru_cache
def _html(article: Article, language: str) -> str:
    return to_html(article, address=address_in(language), picture=picture)


def _addresses(name: str, language: str, *args: str) -> dict:
    """Return the addresses of a page: in its language, in each, and that which follows the reader's choice."""
    return {
        "spoken": language,
        "in_languages": languages_of(f"{name}-in", *args),
        "canonical": reverse(f"{name}-in", args=[language, *args]),
        "plain_address": reverse(name, args=args),
    }
