"""Where the one next step leads: an address of the portal, with everything typed carried over."""
from collections.abc import Callable
from urllib.parse import urlencode

from django.urls import reverse

from lookup.models import Trace
from lookup.number import split_slug

_CARRIED = ("number", "code", "buyer", "seller", "title", "total", "side")


def address_of(trace: Trace) -> str:
    """Return the address of the next step of this trace."""
    return _ADDRESSES.get(trace.cause, _page)(trace, trace.verdict["params"])


def supplement_address(trace: Trace) -> str:
    """Return where to apply for the missing record, prefilled."""
    return _application("SUPPLEMENT", trace)


def _invoice(slug: str) -> str:
    return reverse("invoice", args=[slug])


def _application(kind: str, trace: Trace) -> str:
    asked = trace.asked
    carried = {name: asked[name] for name in _CARRIED if asked.get(name)}
    if day := asked.get("date"):
        carried["issue_date"] = day
    return f"{reverse('home')}applications/new/?{urlencode({'kind': kind} | carried)}"


def _search_again(trace: Trace, params: dict) -> str:
    left = {name: value for name, value in trace.asked.items() if name not in params["hidden_by"]}
    if day := left.pop("date", ""):
        left |= {"date_from": day, "date_to": day}
    code = left.pop("code", "")
    for unknown in ("total", "file"):
        left.pop(unknown, None)
    if code and left.get("number"):
        left["number"] = f"{code}-{left['number']}"
    return f"{reverse('invoices')}?{urlencode(left)}"


def _ask_again(trace: Trace, params: dict) -> str:
    return f"{reverse('trace')}?{urlencode({name: value for name, value in trace.asked.items() if name != 'file'})}"


def _reupload_of_record(trace: Trace, params: dict) -> str:
    code, number = split_slug(params["slug"])
    query = {"kind": "REUPLOAD", "number": number} | ({"code": code} if code else {})
    return f"{reverse('home')}applications/new/?{urlencode(query)}"


def _page(trace: Trace, params: dict) -> str:
    return reverse("trace-answer", args=[trace.pk])


_ADDRESSES: dict[str, Callable[[Trace, dict], str]] = {
    "FOUND": lambda trace, params: _invoice(params["slug"]),
    "VOIDED": lambda trace, params: _invoice(params["open"]),
    "REVERSED": lambda trace, params: _invoice(params["open"]),
    "ABNORMAL": _reupload_of_record,
    "HIDDEN_BY_FILTER": _search_again,
    "OTHER_TAXPAYER": lambda trace, params: reverse("account"),
    "NO_PERMISSION": lambda trace, params: f"{_page(trace, params)}#ask",
    "QUARANTINED": lambda trace, params: _application("SUPPLEMENT", trace),
    "WRONG_TITLE": lambda trace, params: _application("REUPLOAD", trace),
    "NEAR_MISS": lambda trace, params: _invoice(params["suggestion"]),
    "IMPOSSIBLE_NUMBER": _ask_again,
    "FUTURE_DATE": _ask_again,
    "ANNOUNCED": lambda trace, params: f"{_page(trace, params)}#watch",
    "BATCH_OVERDUE": lambda trace, params: f"{_page(trace, params)}#watch",
    "NOT_SYNCED_YET": lambda trace, params: f"{_page(trace, params)}#watch",
    "APPLICATION_OPEN": lambda trace, params: params["url"],
    "BEFORE_COVERAGE": lambda trace, params: reverse("help-article", args=["history-record"]),
    "NEVER_SEEN": lambda trace, params: f"{_page(trace, params)}#seller",
}
