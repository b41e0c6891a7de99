"""Links to help, from where the question arises."""
from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from invoice_portal.support.help.shelf import article_of_cause, find_article

register = template.Library()


@register.simple_tag
def help_link(slug: str, anchor: str = "") -> SafeString:
    """Write a link to an article, named by its title in the reader's language."""
    article = find_article(slug, _language())
    if article is None:
        raise template.TemplateSyntaxError(f"no such article: {slug}")
    address = reverse("help-article", args=[slug]) + (f"#{anchor}" if anchor else "")
    return format_html('<a class="help-link" href="{}">{}</a>', address, article.title)


@register.simple_tag
def help_about(cause: str) -> SafeString:
    """Write a link to the article that helps with a cause; to its place among all causes where none does."""
    article = article_of_cause(cause, _language())
    return help_link(article.slug) if article else help_link("causes", anchor=cause)


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
