"""What the page of a trace offers where a right is missing."""
from invoice_portal.accounts.models import Operator
from invoice_portal.accounts.scopes import scopes_of
from lookup.models import RightRequest, Trace

from .asking import why_not_ask
from .missing import right_of


def missing_right(trace: Trace, operator: Operator) -> dict | None:
    """Return how the right that this trace lacks can be had; None if it lacks none.

    ``held``: the operator has it by now. ``asked``: the administrator has been asked. ``refusal``: why nobody can be.
    """
    right = right_of(trace)
    if not right or (right == RightRequest.Right.APPLY and operator.may_apply):
        return None
    if right in scopes_of(operator):
        return {"held": True}
    pending = RightRequest.objects.filter(operator=operator, right=right, state=RightRequest.State.PENDING)
    return {"held": False, "asked": pending.exists(), "refusal": why_not_ask(operator, right)}
