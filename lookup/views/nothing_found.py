"""What to say when a search finds nothing: where the invoice is, as the trace answers; else how to go on."""
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from invoice_portal.accounts.misuse import Asking
from invoice_portal.accounts.models import Operator
from invoice_portal.refusal import Refusal

from ..access import PURCHASES, SALES, sides_of
from ..number import split_slug
from ..search import Criteria
from ..trace.from_search import question_of_search
from ..trace.gathering.asker import asker_of
from ..trace.pace import ask_paced
from ..trace.showing import shown


def nothing_found(
    operator: Operator, criteria: Criteria, sources: Iterable[Asking], *, past_first: bool
) -> dict[str, Any]:
    """Return the context of ``_nothing.html``. Traces what was searched for, unless that is asked too often."""
    covered = sides_of(operator)
    hints = {
        "nothing": True,
        "unseen_sides": [side for side in (PURCHASES, SALES) if side not in covered],
        "apply_to": application_url(criteria) if operator.may_apply else "",
    }
    question = None if past_first else question_of_search(criteria)
    if question is None:
        return hints
    try:
        trace = ask_paced(asker_of(operator), question, sources)
    except Refusal as refusal:
        return hints | {"untraced": refusal.detail}
    return hints | shown(trace, operator)


def application_url(criteria: Criteria) -> str:
    """Return the address of a new supplement with everything typed carried over."""
    code, number = split_slug(criteria.number)
    one_day = criteria.date_from if criteria.date_from == criteria.date_to else None
    carried = {
        "number": number,
        "code": code,
        "issue_date": one_day or criteria.date_from or criteria.date_to,
        "buyer": criteria.buyer or criteria.title,
        "seller": criteria.seller,
        "title": criteria.title,
        "side": criteria.side,
        "category": criteria.category,
    }
    query = {"kind": "SUPPLEMENT"} | {name: value for name, value in carried.items() if value}
    return f"{new_application_path()}?{urlencode(query)}"


def new_application_path() -> str:
    """Return where applications begin: the room above, so known by its address only."""
    return reverse("home") + "applications/new/"
