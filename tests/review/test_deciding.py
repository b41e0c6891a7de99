"""What a clerk decides: returned, rejected or approved, each whole or not at all."""
import pytest

from invoice_portal.history.record import history_of
from invoice_portal.support.models import Notice
from lookup.models import Invoice
from resubmission.deciding import approve, reject, return_
from resubmission.holding import claim, release
from resubmission.models import Application
from resubmission.submitting import submit
from tests.factories import OperatorFactory, StaffFactory

from .cases import claimed, held_by, in_review, recorded
from .test_claiming import lapse, refused

pytestmark = pytest.mark.django_db
DECISIONS = [approve, return_, reject]


def told_of(case) -> list[tuple[str, str]]:
    """Return (kind, reason) of the notices of this case."""
    rows = Notice.objects.filter(params__reference=case.reference).order_by("created_at")
    return [(notice.kind, notice.params.get("reason", "")) for notice in rows]


def test_return_gives_the_case_to_the_applicant_with_what_is_needed(clerk, operator):
    case = claimed(clerk, operator)
    return_(case, by=clerk, reason="  请补充付款凭证\n", version=case.version)
    case.refresh_from_db()
    assert (case.state, case.decision_reason, case.claimed_by) == ("RETURNED", "请补充付款凭证", None)
    assert told_of(case) == [("application_returned", "请补充付款凭证")]
    event = history_of("application", case.pk).last()
    assert (event.action, event.actor, event.reason) == ("return", clerk, "请补充付款凭证")


def test_returned_case_answered_and_returned_again_tells_the_applicant_twice(clerk, operator):
    case = claimed(clerk, operator)
    return_(case, by=clerk, reason="一", version=case.version)
    submit(case, by=operator.person, answer="已补")
    Application.objects.update(state="IN_REVIEW")
    case = claim(case, by=clerk)
    return_(case, by=clerk, reason="二", version=case.version)
    assert told_of(case) == [("application_returned", "一"), ("application_returned", "二")]


def test_reject_closes_the_case_and_writes_no_record(clerk):
    case = claimed(clerk)
    reject(case, by=clerk, reason="不是同一张发票", version=case.version)
    case.refresh_from_db()
    assert (case.state, case.decision_reason, case.invoice) == ("REJECTED", "不是同一张发票", None)
    assert case.decided_at is not None
    assert told_of(case) == [("application_rejected", "不是同一张发票")]
    assert not Invoice.objects.exists()


@pytest.mark.parametrize("decide", [return_, reject])
@pytest.mark.parametrize("reason", ["", "  \n", "\0\0"])
def test_return_and_reject_need_a_reason(clerk, decide, reason):
    case = claimed(clerk)
    refusal = refused(decide, case, by=clerk, reason=reason, version=case.version)
    assert (refusal.code, list(refusal.fields)) == ("reason_missing", ["reason"])


@pytest.mark.parametrize("decide", DECISIONS)
def test_reason_that_is_too_long_is_refused(clerk, decide):
    case = claimed(clerk)
    assert refused(decide, case, by=clerk, reason="长" * 2001, version=case.version).code == "reason_too_long"


@pytest.mark.parametrize("decide", DECISIONS)
def test_reason_with_characters_that_cannot_be_kept_loses_them(clerk, decide):
    case = claimed(clerk)
    decide(case, by=clerk, reason="看\0清\n了", version=case.version)
    case.refresh_from_db()
    assert case.decision_reason == "看清\n了"


@pytest.mark.parametrize("decide", DECISIONS)
def test_case_that_was_not_claimed_is_not_decided(clerk, decide):
    case = in_review()
    assert refused(decide, case, by=clerk, reason="x", version=case.version).code == "not_claimed"


@pytest.mark.parametrize("decide", DECISIONS)
def test_case_that_a_colleague_has_is_not_decided(clerk, decide):
    case, colleague = claimed(clerk), StaffFactory(regions=["11"]).person
    assert refused(decide, case, by=colleague, reason="x", version=case.version).code == "not_claimed"


@pytest.mark.parametrize("decide", DECISIONS)
def test_form_opened_before_the_case_changed_is_refused_with_what_changed(clerk, decide):
    case, colleague = claimed(clerk), StaffFactory(regions=["11"]).person
    seen = case.version
    lapse()
    release(claim(case, by=colleague), by=colleague)
    claim(case, by=clerk)
    refusal = refused(decide, case, by=clerk, reason="x", version=seen)
    assert (refusal.code, refusal.status) == ("case_changed", 409)
    told = [f"{colleague.name} 领取", f"{colleague.name} 放回", f"{clerk.name} 领取"]
    assert [text in refusal.detail for text in told] == [True] * 3
    assert "预审完成" not in refusal.detail


@pytest.mark.parametrize("version", [0, -1, 10**9])
def test_version_that_never_was_is_refused(clerk, version):
    case = claimed(clerk)
    assert refused(reject, case, by=clerk, reason="x", version=version).code == "case_changed"


@pytest.mark.parametrize("decide", DECISIONS)
@pytest.mark.parametrize("role", ["AUDITOR", "SUPPORT", "ADMINISTRATOR"])
def test_other_roles_do_not_decide(clerk, decide, role):
    case, person = claimed(clerk), StaffFactory(role=role).person
    # Even if the claim were theirs.
    Application.objects.update(claimed_by=person)
    assert refused(decide, case, by=person, reason="x", version=case.version).code == "not_a_clerk"


@pytest.mark.parametrize("decide", DECISIONS)
def test_clerk_moved_to_another_region_no_longer_decides(clerk, decide):
    case = claimed(clerk)
    clerk.staff.regions = ["44"]
    clerk.staff.save()
    assert refused(decide, case, by=clerk, reason="x", version=case.version).code == "other_region"


@pytest.mark.parametrize("decide", DECISIONS)
def test_clerk_who_became_an_operator_of_the_applicant_no_longer_decides(clerk, operator, decide):
    case = claimed(clerk, operator)
    OperatorFactory(taxpayer=operator.taxpayer, code="09", person=clerk)
    assert refused(decide, case, by=clerk, reason="x", version=case.version).code == "own_case"


@pytest.mark.parametrize("decide", DECISIONS)
def test_case_decided_already_is_not_decided_again(clerk, decide):
    case = claimed(clerk)
    reject(case, by=clerk, reason="x", version=case.version)
    assert refused(decide, case, by=clerk, reason="x", version=case.version).code == "not_in_review"


def test_reject_of_a_reupload_leaves_the_record_as_it_is(clerk, operator):
    held = held_by(operator)
    recorded(held)
    before = Invoice.objects.values().get()
    case = claimed(clerk, operator, held, reupload=True, buyer_name="北京新名有限公司")
    reject(case, by=clerk, reason="没有更名文件", version=case.version)
    assert Invoice.objects.values().get() == before
