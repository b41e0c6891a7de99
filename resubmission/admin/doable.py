"""What this person can do with a case now, by the same guards that the actions use."""
from typing import Any

from django.http import HttpRequest

from resubmission.handing_over import supervises
from resubmission.holding import claim_holds
from resubmission.models import Application
from resubmission.permissions import why_not_decide, why_not_take_back
from resubmission.reason_templates import offered
from resubmission.second_opinion.needing import WORDS, why_second

from .typed import kept


def doable(request: HttpRequest, case: Application) -> dict[str, Any]:
    """Return what the page offers, or the sentence that says why it does not."""
    refusal = why_not_decide(request.user, case)
    open_, held = case.state == Application.State.IN_REVIEW, claim_holds(case)
    mine = held and case.claimed_by_id == request.user.pk
    return {
        "refusal": refusal.detail if refusal else "",
        "can_claim": open_ and not refusal and not held,
        "can_decide": open_ and not refusal and mine,
        "may_hand_over": open_ and not refusal and (mine or supervises(request.user, case)),
        "can_take_back": open_ and why_not_take_back(request.user, case) is None,
        "second_needed": [WORDS[why] for why in why_second(case)] if open_ else [],
        "held_by_other": open_ and held and not mine,
        "typed": kept(request, case),
        "templates": offered(),
    }
