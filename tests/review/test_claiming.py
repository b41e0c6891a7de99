"""One clerk at a time has a case, for as long as the lease lasts."""
from datetime import timedelta

import pytest
from django.utils import timezone

from invoice_portal.history.record import history_of
from invoice_portal.refusal import Refusal
from resubmission.deciding import reject, return_
from resubmission.holding import LEASE, claim, claim_holds, release
from resubmission.models import Application
from resubmission.submitting import withdraw
from tests.factories import OperatorFactory, StaffFactory

from .at_once import at_once
from .cases import claimed, everything, in_review, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(db):
    return StaffFactory(regions=["11"]).person


def refused(act, *arguments, **options) -> Refusal:
    """Do what must be refused; assert that nothing changed, and return the refusal."""
    before = everything()
    with pytest.raises(Refusal) as caught:
        act(*arguments, **options)
    assert everything() == before
    return caught.value


def lapse() -> None:
    Application.objects.update(claimed_at=timezone.now() - LEASE - timedelta(seconds=1))


def test_claim_holds_the_case_and_is_told_in_its_history(clerk):
    case = claim(in_review(), by=clerk)
    case.refresh_from_db()
    assert (case.claimed_by, claim_holds(case), case.state) == (clerk, True, "IN_REVIEW")
    last = history_of("application", case.pk).last()
    assert (last.action, last.actor) == ("claim", clerk)


def test_claim_of_a_case_in_hand_is_refused_and_names_who_has_it(clerk, colleague):
    case = claimed(clerk)
    refusal = refused(claim, case, by=colleague)
    assert (refusal.code, refusal.status) == ("claimed", 409)
    assert clerk.name in refusal.detail


def test_claim_again_renews_the_lease(clerk):
    case = claimed(clerk)
    Application.objects.update(claimed_at=timezone.now() - LEASE + timedelta(minutes=1))
    claim(case, by=clerk)
    case.refresh_from_db()
    assert case.claimed_at > timezone.now() - timedelta(minutes=1)


def test_lease_lapses_and_the_next_may_claim(clerk, colleague):
    case = claimed(clerk)
    lapse()
    assert claim(case, by=colleague).claimed_by == colleague
    version = Application.objects.get().version
    assert refused(reject, case, by=clerk, reason="x", version=version).code == "not_claimed"


def test_lapsed_claim_no_longer_allows_a_decision(clerk):
    case = claimed(clerk)
    lapse()
    assert refused(reject, case, by=clerk, reason="x", version=case.version).code == "not_claimed"
    assert refused(release, case, by=clerk).code == "not_claimed"


def test_release_gives_the_case_to_everyone(clerk, colleague):
    case = release(claimed(clerk), by=clerk)
    assert (case.claimed_by, claim_holds(case)) == (None, False)
    assert claim(case, by=colleague).claimed_by == colleague


def test_case_of_a_colleague_is_not_released(clerk, colleague):
    assert refused(release, claimed(clerk), by=colleague).code == "not_claimed"


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_one_gets_it_and_the_other_is_told_who(clerk, colleague):
    case, people = in_review(), [clerk, colleague]
    outcomes = at_once(2, lambda place: claim(Application.objects.get(pk=case.pk), by=people[place]))
    case.refresh_from_db()
    winner = people.index(case.claimed_by)
    assert outcomes[winner].claimed_by == people[winner]
    loser = outcomes[1 - winner]
    assert isinstance(loser, Refusal) and loser.code == "claimed" and people[winner].name in loser.detail
    assert [event.action for event in history_of("application", case.pk)].count("claim") == 1


@pytest.mark.django_db(transaction=True)
def test_decided_twice_at_once_is_decided_once(clerk):
    case = claimed(clerk)
    acts = [reject, return_]
    outcomes = at_once(2, lambda place: acts[place](case, by=clerk, reason="看不清", version=case.version))
    assert sorted(isinstance(outcome, Refusal) for outcome in outcomes) == [False, True]
    actions = [event.action for event in history_of("application", case.pk)]
    assert len([action for action in actions if action in ("reject", "return")]) == 1


def test_case_that_is_not_in_review_cannot_be_claimed(clerk, operator):
    assert refused(claim, submitted(operator), by=clerk).code == "not_in_review"
    decided = claimed(clerk)
    reject(decided, by=clerk, reason="不是同一张", version=decided.version)
    assert refused(claim, decided, by=clerk).code == "not_in_review"


def test_applicant_cannot_withdraw_while_a_clerk_has_it(clerk, operator):
    case = claimed(clerk, operator)
    assert refused(withdraw, case, by=operator.person).status == 409


@pytest.mark.django_db(transaction=True)
def test_withdrawal_and_return_at_once_leave_one_state_and_one_event(clerk, operator):
    """Whoever comes second meets the state that the first one left."""
    case = claimed(clerk, operator)
    acts = [
        lambda: return_(case, by=clerk, reason="补充", version=case.version),
        lambda: withdraw(Application.objects.get(pk=case.pk), by=operator.person),
    ]
    returned, withdrawn = at_once(2, lambda place: acts[place]())
    assert not isinstance(returned, Refusal)
    case.refresh_from_db()
    assert case.state == ("RETURNED" if isinstance(withdrawn, Refusal) else "WITHDRAWN")


@pytest.mark.parametrize("role", ["AUDITOR", "SUPPORT", "ADMINISTRATOR"])
def test_other_roles_do_not_handle_cases(role):
    person = StaffFactory(role=role).person
    assert refused(claim, in_review(), by=person).code == "not_a_clerk"


def test_people_who_are_no_staff_do_not_handle_cases(operator):
    assert refused(claim, in_review(), by=operator.person).code == "not_a_clerk"


def test_clerk_of_another_region_does_not_handle_the_case():
    person = StaffFactory(regions=["44"]).person
    assert refused(claim, in_review(), by=person).code == "other_region"


def test_supervisor_handles_cases_of_every_region():
    person = StaffFactory(role="SUPERVISOR").person
    assert claim(in_review(), by=person).claimed_by == person


@pytest.mark.parametrize("same", ["person", "phone"])
def test_nobody_decides_on_a_case_of_a_taxpayer_they_act_for(operator, clerk, same):
    """Operators have logins of their own; the phone tells that it is the same person."""
    if same == "phone":
        clerk.phone = "13900000077"
        clerk.save()
        OperatorFactory(taxpayer=operator.taxpayer, code="09", person__phone=clerk.phone)
    else:
        OperatorFactory(taxpayer=operator.taxpayer, code="09", person=clerk)
    assert refused(claim, in_review(operator), by=clerk).code == "own_case"


def test_who_no_longer_acts_for_the_taxpayer_may_decide(operator, clerk):
    OperatorFactory(taxpayer=operator.taxpayer, code="09", person=clerk, ended_at=timezone.now())
    assert claim(in_review(operator), by=clerk).claimed_by == clerk
