"""The actors of ``permission_rules`` as people who are logged in, and a case of the applicant in every state."""
from dataclasses import dataclass

from django.test import Client
from django.utils import timezone

from invoice_portal.accounts.models import Operator, Person
from invoice_portal.history.record import record
from resubmission.deciding import approve, reject, return_
from resubmission.drafting import begin, explain
from resubmission.evidence import add
from resubmission.models import Application
from resubmission.permission_rules import Actor, Rule
from resubmission.states import State
from resubmission.submitting import withdraw
from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_as, login_staff
from tests.review.cases import claimed, held_by, in_review, png, submitted


@dataclass
class Player:
    client: Client
    person: Person


def player(actor: Actor, owner: Operator) -> Player:
    """Return this actor, logged in, towards cases of ``owner``."""
    if actor.role:
        given = {"person__phone": owner.person.phone} if actor.acts else {}
        staff = StaffFactory(role=actor.role, regions=["11" if actor.region else "44"], **given)
        return Player(login_staff(Client(), staff), staff.person)
    if not actor.own:
        operator = OperatorFactory()
    elif actor.applies:
        operator = owner
    else:
        operator = OperatorFactory(taxpayer=owner.taxpayer, code="09", may_apply=False)
    return Player(login_as(Client(), operator), operator.person)


def draft(owner: Operator) -> Application:
    """Return a complete draft, which can be submitted."""
    case = begin(owner, kind="SUPPLEMENT", claimed=held_by(owner).claimed())
    explain(case, reason="not_found", explanation="", by=owner.person)
    add(case, data=png(7), original_name="材料", by=owner.person)
    return case


def case_in_every_state(owner: Operator) -> dict[State, Application]:
    """Bring one application into each state through the doors."""
    clerk = StaffFactory(regions=["11"]).person
    cases = {State.DRAFT: draft(owner), State.SUBMITTED: submitted(owner), State.IN_REVIEW: in_review(owner)}
    for state, decide in ((State.RETURNED, return_), (State.SETTLED, approve), (State.REJECTED, reject)):
        case = claimed(clerk, owner)
        cases[state] = decide(case, by=clerk, reason="理由", version=case.version)
    cases[State.WITHDRAWN] = withdraw(submitted(owner), by=owner.person, reason="")
    return {state: Application.objects.get(pk=case.pk) for state, case in cases.items()}


def bring_to(case: Application, rule: Rule, actor: Actor, person: Person, other: Person) -> Application:
    """Let everything but rights and state speak for the actor: the case is held, or proposed, as the rule wants it."""
    now, stands = timezone.now(), {}
    # Who agreed first can't hold it: the database refuses that too.
    if actor.role and rule.held and not actor.first:
        stands |= {"claimed_by": person, "claimed_at": now}
    # Elsewhere the database keeps no proposal.
    if case.state == State.IN_REVIEW and (actor.first or rule.proposed):
        stands |= {"proposed_by": person if actor.first else other, "proposed_at": now}
    if actor.decided:
        earlier = Application.objects.create(taxpayer=case.taxpayer, operator=case.operator, kind=case.kind)
        record("application", earlier.pk, "reject", by=person)
        stands["objects_to"] = earlier
    if stands:
        Application.objects.filter(pk=case.pk).update(**stands)
    return Application.objects.get(pk=case.pk)
