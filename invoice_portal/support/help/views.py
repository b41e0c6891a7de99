"""Help: the list, and one article. Nobody needs to log in."""
from contextlib import suppress
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from invoice_portal.accounts.throttle import limit
from invoice_portal.refusal import Refusal

from .addresses import address_in, addresses_of, picture, speak
from .article import PARTS, Article
from .checker_page import CheckForm
from .feedback import has_number, note_opinion, note_search
from .rendering import filled, to_html
from .searching import Hit, search
from .shelf import find_article, related, shelf

#: An office may share one address.
SEARCHED, OPINED, WITHIN = 120, 20, 600
LONGEST = 100
PART_WORDS = {"find": _("找发票"), "understand": _("看懂结果"), "apply": _("申请"), "more": _("更多")}


@require_safe
def listing(request: HttpRequest, language: str | None = None) -> HttpResponse:
    """List the articles by part, or those that answer ``q``."""
    spoken = speak(request, language)
    question = request.GET.get("q", "").strip()[:LONGEST]
    articles = shelf(spoken).values()
    parts = [(PART_WORDS[part], [one for one in articles if one.part == part]) for part in PARTS]
    hits = _answers(request, question, spoken) if question else []
    context = {"parts": parts, "question": question, "hits": hits, "is_number": has_number(question)}
    return render(request, "support/help/list.html", addresses_of("help", spoken) | context)


def _answers(request: HttpRequest, question: str, language: str) -> list[Hit]:
    hits = search(question, language)
    # Whoever asks too much is answered all the same, but no longer counted.
    with suppress(Refusal):
        limit(request, "help-search", times=SEARCHED, seconds=WITHIN)
        note_search(question, language, len(hits))
    return hits


@require_safe
def article_page(request: HttpRequest, slug: str, language: str | None = None) -> HttpResponse:
    """Show one article."""
    spoken = speak(request, language)
    article = find_article(slug, spoken)
    if article is None:
        raise Http404
    told = request.GET.get("told", "")
    context = {"article": article, "body": body_of(article, spoken), "related": related(article), "told": told}
    if article.checker:
        context["form"] = CheckForm()
    return render(request, "support/help/article.html", addresses_of("help-article", spoken, slug) | context)


@require_POST
def helpful(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Count whether an article helped; nobody needs to say who they are."""
    article = find_article(slug, speak(request, language))
    answer = request.POST.get("helpful")
    if article is None or answer not in ("yes", "no"):
        raise Http404
    limit(request, f"help-opinion:{slug}", times=OPINED, seconds=WITHIN)
    note_opinion(slug, article.language, helpful=answer == "yes")
    return redirect(f"{reverse('help-article-in', args=[language, slug])}?told={answer}#helpful")


def body_of(article: Article, language: str) -> SafeString:
    return filled(_html(article, language))


@lru_cache
def _html(article: Article, language: str) -> str:
    return to_html(article, address=address_in(language), picture=picture)
