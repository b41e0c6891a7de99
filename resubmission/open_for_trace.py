"""Tells traces of the taxpayer's open application for an invoice, as far as the operator may see it."""
from collections.abc import Collection

from django.urls import reverse

from invoice_portal.accounts.models import Operator
from lookup.trace.facts import Applied

from .models import Application
from .own import own_list
from .states import APPLICANT, CLERK, NOBODY, OWNER, SYSTEM

#: Who has to act, in the words of the catalogue of causes.
_OWNERS = {APPLICANT: "you", CLERK: "bureau", SYSTEM: "system", NOBODY: "nobody"}


def open_applications(operator: Operator, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], Applied]:
    """Return by (code, number) the applications that are not closed yet and that the operator may see."""
    numbers = {number for _code, number in keys if number}
    rows = own_list(operator).filter(number__in=numbers, state__in=Application.OPEN_STATES) if numbers else ()
    return {(row.code, row.number): _applied(row) for row in rows if (row.code, row.number) in keys}


def _applied(found: Application) -> Applied:
    return Applied(
        id=str(found.pk), reference=found.reference or "", kind=found.kind, state=found.state,
        owner=_OWNERS[OWNER[found.state]], url=reverse("application", args=[found.pk]),
    )  # fmt: skip


def state_label(state: str) -> str:
    return str(Application.State(state).label)
