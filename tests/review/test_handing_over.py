"""A case goes to another clerk or another region, with a reason, and only to those who may have it."""
from datetime import timedelta

import pytest
from django.utils import timezone

from invoice_portal.history.record import history_of
from invoice_portal.refusal import Refusal
from resubmission.handing_over import hand_over, hand_over_to_region
from resubmission.holding import LEASE, claim, claim_holds
from resubmission.models import Application
from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_staff

from .at_once import at_once
from .cases import claimed, in_review
from .test_claiming import colleague, refused  # noqa: F401

pytestmark = pytest.mark.django_db
CASE = "/admin/resubmission/application/{}/"


def test_colleague_holds_what_was_handed_over_and_sees_why(client, clerk, colleague):  # noqa: F811
    case = claimed(clerk)
    login_staff(client, clerk.staff)
    page = CASE.format(case.pk)
    assert "hand-over/" in client.get(page + "change/").content.decode()
    given = {"to": str(colleague.pk), "reason": "我明天休假", "held_by": str(clerk.pk)}
    assert client.post(page + "hand-over/", given).status_code == 302
    case.refresh_from_db()
    assert (case.claimed_by, claim_holds(case), case.state) == (colleague, True, "IN_REVIEW")
    last = history_of("application", case.pk).last()
    assert (last.action, last.actor, last.reason) == ("hand_over", clerk, "我明天休假")
    login_staff(client, colleague.staff)
    told = client.get(page + "change/").content.decode()
    assert f"由 {clerk.name} 移交" in told and "我明天休假" in told


def test_other_region_gets_the_case_and_the_old_one_no_longer_sees_it(client, clerk):
    case, there = claimed(clerk), StaffFactory(regions=["31"])
    hand_over_to_region(case, by=clerk, region="31", reason="销售方在上海")
    case.refresh_from_db()
    assert (case.region, case.claimed_by) == ("31", None)
    login_staff(client, clerk.staff)
    assert client.get(CASE.format(case.pk) + "change/").status_code == 404
    login_staff(client, there)
    assert "销售方在上海" in client.get(CASE.format(case.pk) + "change/").content.decode()


def test_region_without_clerks_or_the_same_is_refused(clerk):
    case = claimed(clerk)
    assert refused(hand_over_to_region, case, by=clerk, region="54", reason="x").code == "nobody_there"
    assert refused(hand_over_to_region, case, by=clerk, region="11", reason="x").code == "bad_region"
    assert refused(hand_over_to_region, case, by=clerk, region="00", reason="x").code == "bad_region"


@pytest.mark.parametrize("why", ["region", "role", "ended", "acts for the taxpayer"])
def test_nobody_gets_a_case_who_may_not_handle_it(clerk, operator, why):
    case = claimed(clerk, operator)
    given = {"region": {"regions": ["44"]}, "role": {"role": "AUDITOR"}}.get(why, {})
    person = StaffFactory(**given).person
    if why == "ended":
        person.is_active = False
        person.save()
    if why == "acts for the taxpayer":
        OperatorFactory(taxpayer=operator.taxpayer, code="09", person=person)
    assert refused(hand_over, case, by=clerk, to=person, reason="x").code == "receiver_may_not"


def test_who_does_not_hold_it_hands_nothing_over_but_a_supervisor_does(clerk, colleague):  # noqa: F811
    case = claimed(clerk)
    assert refused(hand_over, case, by=colleague, to=colleague, reason="x").code == "not_claimed"
    supervisor = StaffFactory(role="SUPERVISOR", regions=["11"]).person
    assert hand_over(case, by=supervisor, to=colleague, reason="均衡", held_by=clerk.pk).claimed_by == colleague
    assert refused(hand_over, case, by=supervisor, to=clerk, reason="x", held_by=clerk.pk).code == "holder_changed"


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_reason_is_needed(clerk, colleague, reason):  # noqa: F811
    assert refused(hand_over, claimed(clerk), by=clerk, to=colleague, reason=reason).code.startswith("reason_")


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_one_hands_it_over_and_the_other_is_told(clerk):
    case = claimed(clerk)
    supervisor = StaffFactory(role="SUPERVISOR").person
    to, by = [StaffFactory().person, StaffFactory().person], [clerk, supervisor]
    outcomes = at_once(2, lambda n: hand_over(case, by=by[n], to=to[n], reason="x", held_by=clerk.pk))
    assert sorted(isinstance(outcome, Refusal) for outcome in outcomes) == [False, True]
    assert [event.action for event in history_of("application", case.pk)].count("hand_over") == 1


def test_looking_at_a_case_renews_its_holders_lease_and_nobody_elses(client, clerk, colleague):  # noqa: F811
    case = claimed(clerk)
    idle = timezone.now() - LEASE + timedelta(minutes=5)
    for staff, renewed in ((colleague.staff, False), (clerk.staff, True)):
        Application.objects.update(claimed_at=idle)
        login_staff(client, staff)
        client.get(CASE.format(case.pk) + "change/")
        assert (Application.objects.get().claimed_at > idle) is renewed
    assert Application.objects.get().version == case.version


def test_lapsed_lease_is_not_renewed_by_a_look(client, clerk):
    case = claimed(clerk)
    Application.objects.update(claimed_at=timezone.now() - LEASE - timedelta(minutes=1))
    login_staff(client, clerk.staff)
    client.get(CASE.format(case.pk) + "change/")
    assert not claim_holds(Application.objects.get())


def test_page_of_a_case_in_nobodys_hand_refuses_a_clerk(client, clerk):
    case = in_review()
    login_staff(client, clerk.staff)
    assert client.get(CASE.format(case.pk) + "hand-over/").status_code == 409
    claim(case, by=clerk)
    assert client.get(CASE.format(case.pk) + "hand-over/").status_code == 200
