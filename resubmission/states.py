"""The states of an application, who owns each, and the one door through which it changes.

Transitions are data: the diagram in docs/states.md is made from them, and so are the buttons.
"""
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal

from .letters.owing import owe_letter
from .models import Application
from .promise.due import due_of

State = Application.State
APPLICANT, SYSTEM, CLERK, NOBODY = "applicant", "system", "clerk", "nobody"

#: Who has to act while an application is in this state.
OWNER = {
    State.DRAFT: APPLICANT,
    State.SUBMITTED: SYSTEM,
    State.IN_REVIEW: CLERK,
    State.RETURNED: APPLICANT,
    State.SETTLED: NOBODY,
    State.REJECTED: NOBODY,
    State.WITHDRAWN: NOBODY,
}


@dataclass(frozen=True, slots=True)
class Transition:
    """One allowed change: from which states, to which, and whose act it is."""

    name: str
    sources: tuple[State, ...]
    target: State
    who: str


TRANSITIONS = {
    transition.name: transition
    for transition in (
        Transition("submit", (State.DRAFT,), State.SUBMITTED, APPLICANT),
        Transition("resubmit", (State.RETURNED,), State.SUBMITTED, APPLICANT),
        Transition("begin_review", (State.SUBMITTED,), State.IN_REVIEW, SYSTEM),
        Transition("return", (State.IN_REVIEW,), State.RETURNED, CLERK),
        Transition("settle", (State.IN_REVIEW,), State.SETTLED, CLERK),
        Transition("reject", (State.IN_REVIEW,), State.REJECTED, CLERK),
        Transition("withdraw", (State.DRAFT, State.SUBMITTED, State.RETURNED), State.WITHDRAWN, APPLICANT),
    )
}


def allows(application: Application, name: str) -> bool:
    """Tell whether the application's state allows this transition (not whether the person may)."""
    return application.state in TRANSITIONS[name].sources


def move(application: Application, name: str, *, by, reason: str = "", **fields: Any) -> Application:
    """Take an application through one transition and write it into the history, in one transaction.

    ``by`` is the acting person, None for the system. ``fields`` are columns of the application that
    change with the state. Returns the application as it now stands. Raises :class:`Refusal` (409) if
    its state, read under a lock, no longer allows the transition.
    """
    transition = TRANSITIONS[name]
    with transaction.atomic():
        locked = Application.objects.select_for_update().get(pk=application.pk)
        if locked.state not in transition.sources:
            raise Refusal(
                "state_changed",
                _("这件申请现在的状态是“%(state)s”，不能再做这一步。请刷新页面查看最新情况。")
                % {"state": locked.get_state_display()},
                status=409,
            )
        before = locked.state
        for field, value in fields.items():
            setattr(locked, field, value)
        locked.state = transition.target
        locked.version += 1
        record("application", locked.pk, name, by=by, reason=reason, before=before, after=locked.state)
        locked.due_on = due_of(locked)
        locked.save()
        owe_letter(locked, name, reason=reason)
    for field in ("state", "version", "due_on", *fields):
        setattr(application, field, getattr(locked, field))
    return application
