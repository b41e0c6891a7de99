"""Tells traces of the taxpayer's open application for an invoice, as far as the operator may see it."""
from django.urls import reverse

from invoice_portal.accounts.models import Operator
from lookup.trace.facts import Applied

from .models import Application
from .own import own_list
from .states import APPLICANT, CLERK, NOBODY, OWNER, SYSTEM

#: Who has to act, in the words of the catalogue of causes.
_OWNERS = {APPLICANT: "you", CLERK: "bureau", SYSTEM: "system", NOBODY: "nobody"}


def open_application(operator: Operator, code: str, number: str) -> Applied | None:
    """Return the application that is not closed yet, None if there is none or the operator may not see it."""
    if not number:
        return None
    same = own_list(operator).filter(number=number, code=code, state__in=Application.OPEN_STATES)
    found = same.first()
    if found is None:
        return None
    return Applied(
        id=str(found.pk), reference=found.reference or "", kind=found.kind, state=found.state,
        owner=_OWNERS[OWNER[found.state]], url=reverse("application", args=[found.pk]),
    )  # fmt: skip


def state_label(state: str) -> str:
    return str(Application.State(state).label)
