"""The language in a help page's address: /help/en/… is English whoever asks; /help/… is in the reader's language."""
import re

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation

_ARTICLE = re.compile(r"/help/([a-z0-9-]+)/(#.*)?")


class LanguageConverter:
    """One of the portal's languages."""

    regex = "|".join(code for code, _name in settings.LANGUAGES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def speak(request: HttpRequest, language: str | None) -> str:
    """Answer this request in the language that its address names; return the language in use."""
    if language:
        translation.activate(language)
        request.LANGUAGE_CODE = language
    return translation.get_language() or settings.LANGUAGE_CODE


def address_in(language: str):
    """Return what makes an article's links into addresses: those of other articles stay in the language."""

    def address(href: str) -> str:
        found = _ARTICLE.fullmatch(href)
        return reverse("help-article-in", args=[language, found[1]]) + (found[2] or "") if found else href

    return address


def picture(name: str) -> str:
    return static(f"img/help/{name}")


def languages_of(name: str, *args: str) -> dict[str, str]:
    """Return the addresses of a page by language."""
    return {code: reverse(name, args=[code, *args]) for code, _name in settings.LANGUAGES}


def addresses_of(name: str, language: str, *args: str) -> dict:
    """Return the addresses of a page: in its language, in each, and that which follows the reader's choice."""
    return {
        "spoken": language,
        "in_languages": languages_of(f"{name}-in", *args),
        "canonical": reverse(f"{name}-in", args=[language, *args]),
        "plain_address": reverse(name, args=args),
    }
