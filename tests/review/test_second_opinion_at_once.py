"""Four eyes when several act at the same moment: one settlement at most, and never by one person alone."""
import pytest

from invoice_portal.history.record import history_of
from invoice_portal.refusal import Refusal
from lookup.models import Invoice
from resubmission.deciding import approve, disagree
from resubmission.holding import claim
from resubmission.models import Application
from resubmission.second_opinion.giving import take_back
from tests.factories import StaffFactory

from .at_once import at_once
from .cases import claimed

pytestmark = pytest.mark.django_db(transaction=True)
LARGE = {"amount": "1000000.00", "tax": "0.01", "total": "1000000.01"}


@pytest.fixture
def second(db):
    return StaffFactory(regions=["11"]).person


def proposed(clerk) -> Application:
    case = claimed(clerk, **LARGE)
    return approve(case, by=clerk, reason="", version=case.version)


def again(case) -> Application:
    return Application.objects.get(pk=case.pk)


def claim_and_approve(case, by):
    mine = claim(again(case), by=by)
    return approve(mine, by=by, reason="", version=mine.version)


def actions(case) -> list[str]:
    return [event.action for event in history_of("application", case.pk)]


def done(outcomes) -> list[bool]:
    """Tell who succeeded; anything but a refusal is a fault."""
    assert all(isinstance(one, Application | Refusal) for one in outcomes), outcomes
    return [isinstance(one, Application) for one in outcomes]


def test_first_clerk_who_proposes_twice_proposes_once(clerk):
    case = claimed(clerk, **LARGE)
    outcomes = at_once(2, lambda place: approve(again(case), by=clerk, reason="", version=case.version))
    assert sorted(done(outcomes)) == [False, True]
    assert actions(case).count("propose") == 1
    assert not Invoice.objects.exists()


def test_proposing_and_agreeing_at_once_never_settles_with_one_of_them(clerk, second):
    """The second one comes before, between or after the first one's proposal; nobody settles alone."""
    case = claimed(clerk, **LARGE)
    acts = [
        lambda: approve(again(case), by=clerk, reason="", version=case.version),
        lambda: claim_and_approve(case, second),
    ]
    proposing, agreeing = done(at_once(2, lambda place: acts[place]()))
    assert proposing
    case = again(case)
    if agreeing:
        assert (case.state, case.proposed_by, case.claimed_by) == ("SETTLED", clerk, second)
    else:
        assert (case.state, case.proposed_by, case.claimed_by) == ("IN_REVIEW", clerk, None)
    assert Invoice.objects.count() == actions(case).count("settle") == int(agreeing)


def test_taking_back_and_agreeing_at_once_leave_one_of_both(clerk, second):
    case = proposed(clerk)
    acts = [lambda: take_back(again(case), by=clerk), lambda: claim_and_approve(case, second)]
    taken, agreed = done(at_once(2, lambda place: acts[place]()))
    assert taken != agreed
    case = again(case)
    assert (case.state, case.claimed_by) == (("SETTLED", second) if agreed else ("IN_REVIEW", clerk))
    assert actions(case).count("take_back") + actions(case).count("settle") == 1


def test_agreeing_and_disagreeing_at_once_is_one_decision(clerk, second):
    """One person with two pages open."""
    case = claim(proposed(clerk), by=second)
    acts = [approve, disagree]
    outcomes = at_once(2, lambda place: acts[place](again(case), by=second, reason="金额不符", version=case.version))
    assert sorted(done(outcomes)) == [False, True]
    assert actions(case).count("settle") + actions(case).count("disagree") == 1
    assert Invoice.objects.count() == actions(case).count("settle")


def test_two_second_clerks_claim_at_once_and_one_gets_it(clerk):
    case = proposed(clerk)
    seconds = [StaffFactory(regions=["11"]).person for _place in range(2)]
    outcomes = at_once(2, lambda place: claim(again(case), by=seconds[place]))
    assert sorted(done(outcomes)) == [False, True]
    loser = next(one for one in outcomes if isinstance(one, Refusal))
    assert loser.code == "claimed" and again(case).claimed_by.name in loser.detail
