"""One field of a form -> what may be wrong with it, seen together with the fields beside it."""
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone

from invoice_portal.accounts.models import Operator
from lookup.forms import TotalField
from lookup.number_words import date_words, half_words, is_half, part_words
from lookup.trace.causes.impossible_number import wrong_part
from lookup.trace.form import TraceForm
from lookup.trace.question import Question

from .amounts import sum_words
from .own import Own, own_of
from .parties import name_words, party_words, tax_id_words

Given = Mapping[str, str]


def hint(field: str, given: Given, operator: Operator | None) -> str:
    """Return what may be wrong with the field, empty if nothing is. KeyError for a field that has no hints."""
    words = _HINTS[field]
    if not given.get(field, "").strip():
        return ""
    return words(field, given, own_of(operator) if field in NAMING else None)


def hints_of(given: Mapping[str, object], operator: Operator | None) -> dict[str, str]:
    """Return the hints of all fields at once: field -> words."""
    texts = {name: str(value) for name, value in given.items() if name in HINTED and value not in (None, "")}
    own = own_of(operator) if NAMING & texts.keys() else None
    found = {name: _HINTS[name](name, texts, own) for name in texts if texts[name].strip()}
    return {name: words for name, words in found.items() if words}


def _number(field: str, given: Given, own: Own | None) -> str:
    errors, question = _question(given)
    if field in errors:
        return str(errors[field][0])
    wrong = wrong_part(question, timezone.localdate())
    if wrong and (field == "number" or wrong.part == "code"):
        return part_words(wrong.part, wrong.value)
    return half_words() if field == "number" and is_half(question.number, question.code) else ""


def _date(field: str, given: Given, own: Own | None) -> str:
    errors, question = _question(given)
    typed_as = _AS_ASKED.get(field, field)
    if typed_as in errors:
        return str(errors[typed_as][0])
    day: date | None = question.date_to if field == "date_to" else question.date_from
    if day is None or (field == "date_to" and day > timezone.localdate()):
        return ""
    # A range may well begin or end in another year than the number's.
    number = question.number if question.day else ""
    return date_words(day, number, question.code, today=timezone.localdate())


def _amount(field: str, given: Given, own: Own | None) -> str:
    read: dict[str, Decimal | None] = {}
    for name in ("amount", "tax", "total"):
        try:
            read[name] = TotalField().clean(given.get(name, ""))
        except ValidationError as wrong:
            if name == field:
                return str(wrong.messages[0])
    return sum_words(**read) if field == "total" else ""


def _question(given: Given) -> tuple[Mapping, Question]:
    """Return the errors of what was typed, and as much of a question as can be understood."""
    form = TraceForm({_AS_ASKED.get(name, name): value for name, value in given.items()})
    form.is_valid()
    read = form.cleaned_data
    code, _dash, number = (read.get("number") or "").rpartition("-")
    first = read.get("date") or read.get("date_from")
    return form.errors, Question(
        number=number, code=code or read.get("code") or "", date_from=first,
        date_to=read.get("date") or read.get("date_to"),
    )  # fmt: skip


#: Names of ``read_document`` that ``POST trace/`` calls otherwise.
_AS_ASKED = {"issue_date": "date"}
_HINTS: dict[str, Callable[[str, Given, Own | None], str]] = {
    **dict.fromkeys(("number", "code"), _number),
    **dict.fromkeys(("date", "issue_date", "date_from", "date_to"), _date),
    **dict.fromkeys(("amount", "tax", "total"), _amount),
    "tax_id": lambda field, given, own: tax_id_words(given[field], None),
    **dict.fromkeys(("seller_tax_id", "buyer_tax_id"), lambda field, given, own: tax_id_words(given[field], own)),
    **dict.fromkeys(("seller", "buyer"), lambda field, given, own: party_words(given[field], own, field)),
    **dict.fromkeys(("title", "buyer_name"), lambda field, given, own: name_words(given[field], own, "buyer")),
}
HINTED = frozenset(_HINTS)
#: Those in which the person may have meant themselves, or someone they deal with; not the login's.
NAMING = frozenset({"buyer", "buyer_tax_id", "buyer_name", "seller", "seller_tax_id", "title"})
