"""What to say and offer when a search finds nothing."""
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse

from invoice_portal.accounts.models import Operator

from ..access import PURCHASES, SALES, sides_of
from ..models import Invoice
from ..number import NumberProblem, problem, split_slug
from ..search import Criteria, search


@dataclass(frozen=True, slots=True)
class NothingFound:
    #: The invoice of this very number, which the other filters hide.
    hidden: list[Invoice] = field(default_factory=list)
    number_problem: NumberProblem | None = None
    #: Sides that the operator's scopes do not cover.
    unseen_sides: list[str] = field(default_factory=list)
    apply_url: str = ""


def nothing_found(operator: Operator, criteria: Criteria) -> NothingFound:
    """Gather what explains an empty result; asks the database once more, only for a number with filters."""
    alone = Criteria(number=criteria.number)
    hidden = search(operator, alone, limit=3).rows if criteria.number and alone != criteria else []
    covered = sides_of(operator)
    return NothingFound(
        hidden=hidden,
        number_problem=_problem(criteria),
        unseen_sides=[side for side in (PURCHASES, SALES) if side not in covered],
        apply_url=application_url(criteria) if operator.may_apply else "",
    )


def _problem(criteria: Criteria) -> NumberProblem | None:
    """Tell why no such number exists; eight digits alone are half of an older one, not a slip."""
    code, number = split_slug(criteria.number)
    if not number or (not code and len(number) == 8 and number.isdigit()):
        return None
    forms = [(code, number), *((code or "", number) for code, number in criteria.number_forms()[1:])]
    problems = [problem(number, code) for code, number in forms]
    return None if None in problems else problems[0]


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
