"""What the page shows of a document that was read: each invoice found, its fields, and what is doubtful in them."""
from typing import Any

from invoice_portal.accounts.models import Operator
from lookup.detail_words import detail_words
from lookup.field_words import field_word
from lookup.hints import hints_of
from lookup.kinds import kind_words
from lookup.models import ReadDocument

from .form import DocumentForm
from .marks import marks_of

#: Read, shown, but no part of the question.
_BESIDES = ("kind", "amount", "tax")


def chosen_of(document: ReadDocument, place: str) -> tuple[dict | None, int]:
    """Return the invoice of the file that is meant, by its place from 1; None where one has yet to be chosen."""
    if len(document.found) == 1:
        return document.found[0], 1
    number = int(place) if place.isascii() and place.isdigit() and len(place) < 6 else 0
    return (document.found[number - 1], number) if 1 <= number <= len(document.found) else (None, 0)


def shown(
    document: ReadDocument, found: dict | None, place: int, *, operator: Operator, form: DocumentForm | None = None
) -> dict[str, Any]:
    """Return the context of the page: the choice, or one invoice with the form to put it right."""
    if found is None:
        return {"document": document, "choices": [_choice(one) for one in document.found]}
    read = found["document"]
    marks = marks_of(read["warnings"])
    form = form or DocumentForm(initial=read)
    form.hints = hints_of({name: form[name].value() for name in form.hinted}, operator)
    return {
        "document": document, "place": place, "form": form, "several": len(document.found) > 1,
        "unread": detail_words(read["error"]["detail"]) if read["error"] else "",
        "rows": [(field, marks.pop(field.name, [])) for field in form],
        "besides": [(field_word(name), _value(name, read[name]), marks.pop(name, [])) for name in _BESIDES],
        "lines": len(read["lines"]),
        "doubts": [words for of_field in marks.values() for words in of_field],
        "doubtful": bool(read["warnings"]),
    }  # fmt: skip


def _choice(found: dict) -> dict[str, Any]:
    read = found["document"]
    why = detail_words(read["error"]["detail"]) if read["error"] else ""
    return read | {"why": why, "doubtful": bool(read["warnings"])}


def _value(name: str, value: str | None) -> str:
    return str(kind_words(value or "")) if name == "kind" else value or "—"
