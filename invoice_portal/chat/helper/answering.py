"""What the helper says to one message: the trace of a number in it, else the articles that fit, else a person."""
from collections.abc import Iterable
from typing import Any

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from invoice_portal.accounts.misuse import Asking
from invoice_portal.accounts.models import Operator
from invoice_portal.refusal import Refusal
from invoice_portal.support.help.searching import search
from invoice_portal.support.wording import language_of
from lookup.models import Trace
from lookup.number import clean_number, split_slug
from lookup.trace.form import question_of
from lookup.trace.gathering.asker import asker_of
from lookup.trace.pace import ask_paced
from lookup.trace.wording import brief_json

from ..models import Conversation
from ..saying import Author, say

MOST_ARTICLES = 3
#: As long as no agent has the conversation.
HELPED = (Conversation.State.HELPER, Conversation.State.WAITING)
#: Digits that a whole number has: of a 数电票, or of an older invoice with its code.
_WHOLE = 18


def answer(conversation: Conversation, text: str, sources: Iterable[Asking]) -> None:
    """Say something to what the person wrote, as long as no agent has the conversation."""
    if conversation.state not in HELPED:
        return
    operator = conversation.operator
    with translation.override(language_of(operator) if operator.person.language else get_language()):
        said = _of_number(operator, text, sources)
        if said is None and conversation.state == Conversation.State.HELPER:
            said = _of_articles(text)
        if said:
            say(conversation, Author.HELPER, said[0], card=said[1])


def _of_number(operator: Operator, text: str, sources: Iterable[Asking]) -> tuple[str, dict[str, Any]] | None:
    """Trace the number that stands in the text, through the same door as the page, for this operator."""
    code, number = split_slug(clean_number(text))
    if not number.isdecimal() or len(code) + len(number) < _WHOLE:
        return None
    try:
        question = question_of({"number": number, "code": code})
        trace = ask_paced(asker_of(operator), question, sources)
    except Refusal as refusal:
        return str(refusal.detail), {}
    return said_of(trace), {"trace": str(trace.pk)}


def said_of(trace: Trace) -> str:
    """Return the answer of a trace in two sentences."""
    brief = brief_json(trace)
    return f"{brief['headline']}\n{brief['explanation']}"


def _of_articles(text: str) -> tuple[str, dict[str, Any]] | None:
    language = get_language() or "zh-hans"
    found = [hit.article.slug for hit in search(text, language)[:MOST_ARTICLES]]
    if found:
        return _("这些帮助文章可能有用。没有解决的话，请点“转人工”。"), {"articles": found}
    return _("我没有找到合适的答案。请把发票号码发给我，我来追踪；或点“转人工”。"), {}
