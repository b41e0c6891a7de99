"""Messages as a page shows them: what a card leads to, in the reader's language."""
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from invoice_portal.support.help.shelf import find_article

from .models import Message


def shown(messages: Iterable[Message]) -> list[dict[str, Any]]:
    """Return each message with its links."""
    return [{"message": message, "links": _links(message.card)} for message in messages]


def _links(card: dict[str, Any]) -> list[tuple[str, str]]:
    links = []
    if trace := card.get("trace"):
        links.append((_("查看依据和下一步"), reverse("trace-answer", args=[trace])))
    if document := card.get("document"):
        links.append((_("查看读取结果"), reverse("trace-document", args=[document])))
    if application := card.get("application"):
        links.append((_("核对并提交申请"), reverse("application", args=[application])))
    for slug in card.get("articles", ()):
        if article := find_article(slug, get_language() or ""):
            links.append((article.title, reverse("help-article", args=[slug])))
    return links
