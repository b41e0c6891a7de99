"""Four eyes: above a total, or against what the feed says, a second clerk must agree, who is never the first."""
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from invoice_portal.history.models import Event
from invoice_portal.history.record import history_of
from invoice_portal.support.models import Notice
from lookup.models import Invoice
from resubmission.deciding import approve, disagree, reject, return_
from resubmission.holding import claim
from resubmission.models import Application, SecondOpinionLimit
from resubmission.second_opinion.giving import take_back
from resubmission.second_opinion.needing import why_second
from tests.documents import LINE
from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_staff

from .at_once import at_once
from .cases import claimed, everything, held_by, recorded
from .test_claiming import refused

pytestmark = pytest.mark.django_db
PAGE = "/admin/resubmission/application/second-opinion/"
LARGE = {"amount": "1000000.00", "tax": "0.01", "total": "1000000.01"}


@pytest.fixture
def second(db):
    return StaffFactory(regions=["11"]).person


def proposed(clerk, operator=None) -> Application:
    """Bring a case to where it waits for a second clerk."""
    case = claimed(clerk, operator, **LARGE)
    return approve(case, by=clerk, reason="材料齐全", version=case.version)


def events_of(case) -> list[tuple[str, object]]:
    return list(history_of("application", case.pk).values_list("action", "actor"))


def test_first_approval_of_a_large_case_is_a_proposal_that_tells_nobody(clerk):
    case = proposed(clerk)
    case.refresh_from_db()
    assert (case.state, case.claimed_by) == ("IN_REVIEW", None)
    assert (case.proposed_by, case.proposed_reason) == (clerk, "材料齐全")
    assert not Invoice.objects.exists()
    assert not Notice.objects.filter(kind="application_settled").exists()
    event = history_of("application", case.pk).last()
    assert (event.action, event.actor, event.data["why"]) == ("propose", clerk, ["large_total"])


def test_second_clerk_agrees_and_both_names_stay(clerk, second):
    case = claim(proposed(clerk), by=second)
    approve(case, by=second, reason="同意", version=case.version)
    case.refresh_from_db()
    assert (case.state, case.proposed_by, case.claimed_by) == ("SETTLED", clerk, second)
    assert Invoice.objects.get(number=case.number).total == Decimal("1000000.01")
    assert events_of(case)[-3:] == [("propose", clerk.pk), ("claim", second.pk), ("settle", second.pk)]


@pytest.mark.parametrize(
    ("total", "needed"),
    [("1000000.00", []), ("1000000.01", ["large_total"]), ("-1000000.01", ["large_total"])],
)
def test_limit_is_passed_and_not_reached(clerk, total, needed):
    case = claimed(clerk)
    Application.objects.filter(pk=case.pk).update(total=total)
    case.refresh_from_db()
    assert why_second(case) == needed


def test_evidence_against_the_record_needs_a_second_clerk(clerk, second, operator):
    held = held_by(operator)
    recorded(held)
    figures = {"amount": "200.00", "tax": "26.00", "total": "226.00"}
    data = held.xml(lines=(LINE | {"Amount": "200.00", "ComTaxAm": "26.00"},), **figures)
    case = claimed(clerk, operator, held, reupload=True, files=[data], **figures)
    said = set(case.findings.filter(rule="evidence_against_feed").values_list("field", "claimed", "found", "severity"))
    assert ("total", "226.00", "113.00", "SERIOUS") in said
    approve(case, by=clerk, reason="", version=case.version)
    assert Invoice.objects.get().total == Decimal("113.00")
    case = claim(case, by=second)
    approve(case, by=second, reason="", version=case.version)
    assert Invoice.objects.get().total == Decimal("226.00")


def test_evidence_that_agrees_with_the_record_needs_nobody_else(clerk, operator):
    held = held_by(operator)
    recorded(held)
    case = claimed(clerk, operator, held, reupload=True, files=[held.xml()])
    assert why_second(case) == []


@pytest.mark.parametrize("act", [claim, lambda case, by: approve(case, by=by, reason="", version=case.version),
                                 lambda case, by: disagree(case, by=by, reason="x", version=case.version)])  # fmt: skip
def test_first_clerk_is_never_the_second(clerk, act):
    case = proposed(clerk)
    # Even if the case were theirs: the guard is not the claim.
    assert refused(act, case, by=clerk).code == "own_proposal"


def test_database_itself_knows_no_case_settled_by_one_of_two(clerk, second):
    case = claim(proposed(clerk), by=second)
    approve(case, by=second, reason="", version=case.version)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=case.pk).update(claimed_by=clerk)


def test_operator_of_the_taxpayer_is_no_second_clerk(clerk, second, operator):
    case = proposed(clerk, operator)
    OperatorFactory(taxpayer=operator.taxpayer, code="09", person=second)
    assert refused(claim, case, by=second).code == "own_case"


def test_second_clerk_who_disagrees_gives_it_back_to_everyone_with_the_reason(clerk, second):
    case = claim(proposed(clerk), by=second)
    refusal = refused(disagree, case, by=second, reason=" ", version=case.version)
    assert refusal.code == "reason_missing"
    disagree(case, by=second, reason="合同金额不符", version=case.version)
    case.refresh_from_db()
    assert (case.state, case.proposed_by, case.proposed_reason, case.claimed_by) == ("IN_REVIEW", None, "", None)
    event = history_of("application", case.pk).last()
    assert (event.action, event.actor, event.reason) == ("disagree", second, "合同金额不符")
    assert event.data["first"] == clerk.pk
    assert claim(case, by=clerk).claimed_by == clerk


@pytest.mark.parametrize(("decide", "state"), [(return_, "RETURNED"), (reject, "REJECTED")])
def test_second_clerk_may_return_or_reject_and_the_proposal_is_gone(clerk, second, decide, state):
    case = claim(proposed(clerk), by=second)
    decide(case, by=second, reason="不足", version=case.version)
    case.refresh_from_db()
    assert (case.state, case.proposed_by, case.proposed_at) == (state, None, None)


def test_first_clerk_takes_it_back_until_a_second_one_has_it(clerk, second):
    case = proposed(clerk)
    case = take_back(case, by=clerk)
    assert (case.proposed_by, case.claimed_by) == (None, clerk)
    approve(case, by=clerk, reason="", version=case.version)
    claim(case, by=second)
    assert refused(take_back, case, by=clerk).code == "claimed"
    assert refused(take_back, case, by=second).code == "not_proposed"


def test_proposal_that_could_not_be_settled_is_refused_to_the_first_already(clerk, operator):
    held = held_by(operator)
    case = claimed(clerk, operator, held, **LARGE)
    recorded(held)
    assert refused(approve, case, by=clerk, reason="", version=case.version).code == "record_differs"


def test_disagreeing_where_nothing_is_proposed_is_refused(clerk):
    case = claimed(clerk)
    assert refused(disagree, case, by=clerk, reason="x", version=case.version).code == "not_proposed"


@pytest.mark.django_db(transaction=True)
def test_two_second_clerks_at_once_settle_once(clerk):
    case = proposed(clerk)
    seconds = [StaffFactory(regions=["11"]).person for _ in range(2)]

    def act(place: int):
        mine = claim(Application.objects.get(pk=case.pk), by=seconds[place])
        return approve(mine, by=seconds[place], reason="", version=mine.version)

    outcomes = at_once(2, act)
    assert sum(isinstance(one, Application) for one in outcomes) == 1
    assert Event.objects.filter(subject_id=str(case.pk), action="settle").count() == 1
    assert Invoice.objects.count() == 1


def test_case_page_tells_the_first_what_follows_and_the_second_what_was_said(client, clerk, second):
    case = claimed(clerk, **LARGE)
    page = f"/admin/resubmission/application/{case.pk}/"
    login_staff(client, clerk.staff)
    assert "须双人审核" in client.get(f"{page}change/").content.decode()
    form = {"reason": "材料齐全", "version": str(case.version)}
    before = everything()
    preview = client.post(f"{page}preview/approve/", form).content.decode()
    assert "确认初审同意" in preview and "申请人现在不会收到通知" in preview
    assert everything() == before
    answer = client.post(f"{page}act/approve/", form, follow=True).content.decode()
    assert "等待另一名审核员复审" in answer and "撤回初审意见" in answer and "领取这件申请" not in answer
    login_staff(client, second.staff)
    answer = client.post(f"{page}act/claim/", follow=True).content.decode()
    assert "初审同意，须由另一名审核员决定" in answer and "价税合计超过双人审核的金额" in answer
    assert "材料齐全" in answer and "不同意，退回办理" in answer


def test_limit_is_set_at_the_desk_with_an_event_and_holds_at_once(client, clerk):
    supervisor = StaffFactory(role="SUPERVISOR", regions=[])
    login_staff(client, supervisor)
    answer = client.post(PAGE, {"total": "100", "reason": "年末从严"}, follow=True)
    assert "超过 100.00 元" in answer.content.decode()
    event = Event.objects.get(subject_type="second_opinion_limit")
    assert (event.actor, event.reason, event.data) == (
        supervisor.person, "年末从严", {"before": "1000000.00", "after": "100.00"})  # fmt: skip
    assert why_second(claimed(clerk)) == ["large_total"]


@pytest.mark.parametrize("given", [{"total": "-1"}, {"total": "1e30"}, {"total": "x"}, {"total": ""}, {"reason": " "}])
def test_limit_that_cannot_be_is_refused_and_nothing_changes(client, given):
    login_staff(client, StaffFactory(role="ADMINISTRATOR", regions=[]))
    answer = client.post(PAGE, {"total": "100", "reason": "因为"} | given)
    assert answer.status_code == 200 and "✖" in answer.content.decode()
    assert not SecondOpinionLimit.objects.exists()


@pytest.mark.parametrize(("role", "regions"), [("CLERK", []), ("AUDITOR", []), ("SUPPORT", []), ("SUPERVISOR", ["11"])])
def test_limit_is_not_for_others_to_set(client, role, regions):
    login_staff(client, StaffFactory(role=role, regions=regions))
    assert client.post(PAGE, {"total": "100", "reason": "因为"}).status_code == 403
    assert not SecondOpinionLimit.objects.exists()


def test_start_page_leads_those_to_the_limit_who_may_set_it(client):
    for role, regions, led in (("SUPERVISOR", [], True), ("SUPERVISOR", ["11"], False), ("CLERK", [], False)):
        login_staff(client, StaffFactory(role=role, regions=regions))
        assert (PAGE in client.get("/admin/").content.decode()) == led
