"""An article read aloud: a page with a player, and its sound; for those without JavaScript too."""
import hashlib

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from invoice_portal.accounts.throttle import limit

from ..aloud.plain import words_of
from ..aloud.serving import sound
from ..aloud.speaking import speak as say
from .addresses import addresses_of, speak
from .article import Article
from .shelf import find_article
from .views import body_of

#: An office may share one address. What is kept is help, the same for everyone.
MADE, WITHIN, KEPT = 30, 600, 3600


@require_safe
def aloud_page(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Show the player of an article."""
    article, spoken = _article(request, language, slug)
    context = addresses_of("help-article", spoken, slug) | {"article": article}
    return render(request, "support/help/aloud.html", context)


@require_safe
def aloud_sound(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with the article as an MP3, made at the first asking."""
    article, spoken = _article(request, language, slug)
    parts = [(article.language, f"{article.title}.\n{article.summary}")]
    parts += words_of(body_of(article, spoken), article.language)
    key = "aloud:" + hashlib.sha256(repr(parts).encode()).hexdigest()
    data = cache.get(key)
    if data is None:
        limit(request, "aloud-article", times=MADE, seconds=WITHIN)
        data = say(parts)
        cache.set(key, data, KEPT)
    return sound(request, data)


def _article(request: HttpRequest, language: str, slug: str) -> tuple[Article, str]:
    spoken = speak(request, language)
    article = find_article(slug, spoken)
    if article is None:
        raise Http404
    return article, spoken
