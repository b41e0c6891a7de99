"""The question that a document asks: its number, day and total; names only where it has no number.

One way from file to question for page, API and command line.
"""
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from django.utils import timezone

from invoice_portal.refusal import Refusal
from lookup.models import Trace

from .asking import answer, keep
from .form import question_of
from .gathering.asker import Asker
from .question import Question

#: Names of ``POST trace/`` -> those of ``read_document``.
FIELDS = {"number": "number", "code": "code", "date": "issue_date", "total": "total"}
NAMES = {"seller": "seller_name", "buyer": "buyer_name"}
_NOTHING: Mapping[str, str] = MappingProxyType({})


def question_from(
    said: Mapping[str, object], *, digest: str = "", issued_at: str | None = None, besides: Mapping[str, str] = _NOTHING
) -> Question:
    """Return what to ask about a document of which ``said`` is known, in the names of ``read_document``.

    ``digest``: SHA-256 (hex) of the file, by which the asker shows to hold it. ``issued_at`` (ISO) counts while its
    day is the one said. ``besides``: what was asked for in words, in the names of ``POST trace/``; it goes first.
    Raises :class:`Refusal` with what is wrong with each field, in the names of ``read_document``.
    """
    asked = _asked(said) | besides
    if not any(asked.values()) and digest:
        return Question(digest=bytes.fromhex(digest))
    try:
        question = question_of(asked)
    except Refusal as refusal:
        ours = FIELDS | NAMES
        fields = {ours.get(name, name): text for name, text in refusal.fields.items()}
        raise Refusal(refusal.code, refusal.detail, fields=fields) from refusal
    at = datetime.fromisoformat(issued_at) if issued_at else None
    if at and timezone.localdate(at) != question.day:
        at = None
    return replace(question, digest=bytes.fromhex(digest) if digest else None, issued_at=at)


def question_about(said: Mapping[str, object], **known) -> Question | None:
    """Return the question about what was read of a document, as :func:`question_from`, without what is nonsense in it.

    None if nothing is left to ask by.
    """
    for _attempt in range(2):
        try:
            return question_from(said, **known)
        except Refusal as refusal:
            said = {name: value for name, value in said.items() if name not in refusal.fields}
    return None


def ask_about(asker: Asker, question: Question) -> Trace | None:
    """Trace the document; None if the question is a file that says nothing, and the file never arrived either."""
    verdict, kept = answer(asker, question)
    if question == Question(digest=question.digest) and verdict.cause == "NEVER_SEEN":
        return None
    return keep(asker, question, verdict, kept)


def _asked(said: Mapping[str, object]) -> dict[str, object]:
    asked = {name: said.get(ours) for name, ours in FIELDS.items()}
    if not asked["number"]:
        asked |= {name: said.get(ours) or said.get(f"{name}_tax_id") for name, ours in NAMES.items()}
    return asked
