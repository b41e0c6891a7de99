"""Active filters as chips, each with the address of the same search without it."""
from dataclasses import dataclass

from django.http import QueryDict

from ..forms import SearchForm


@dataclass(frozen=True, slots=True)
class Chip:
    name: str
    label: str
    value: str
    #: Query string of the search without this filter.
    without: str


def chips_of(form: SearchForm, query: QueryDict) -> list[Chip]:
    """Return one chip for each criterion given, in the order of the form."""
    chips = []
    for name, field in form.fields.items():
        if typed := query.get(name, "").strip():
            words = dict(getattr(field, "choices", ())).get(typed) or _read(form, name) or typed
            chips.append(Chip(name, field.label, str(words), query_without(query, name)))
    return chips


def query_without(query: QueryDict, *names: str) -> str:
    """Return the query string without these criteria, from the first page on."""
    rest = query.copy()
    for name in (*names, "cursor"):
        rest.pop(name, None)
    for name in [name for name, value in rest.items() if not value]:
        del rest[name]
    return rest.urlencode()


def _read(form: SearchForm, name: str) -> str:
    """Return the value as understood (cleaned), empty if it was not understood."""
    return str(getattr(form, "cleaned_data", {}).get(name) or "")
