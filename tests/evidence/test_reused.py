"""The same file in another application is a finding for the clerk, whoever handed it in; no applicant learns of it."""
import pytest

from resubmission.evidence import add
from resubmission.submitting import withdraw
from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_as, login_staff
from tests.resubmission_applicant.test_actions import complete_draft
from tests.review.cases import held_by, in_review

from .test_pictures import photo

pytestmark = pytest.mark.django_db


def reused(case) -> list[tuple[str, str]]:
    return list(case.findings.filter(rule="evidence_reused").values_list("severity", "found"))


def test_file_of_another_taxpayer_is_a_serious_finding_that_only_the_clerk_sees(client, operator):
    data, other = photo(), OperatorFactory()
    first = in_review(other, held_by(other), files=[data])
    second = in_review(operator, held_by(operator), files=[data])
    assert (reused(first), reused(second)) == ([], [("SERIOUS", first.reference)])
    login_as(client, operator)
    for page in ("", "evidence/"):
        assert first.reference not in client.get(f"/applications/{second.pk}/{page}").content.decode()
    login_staff(client, StaffFactory())
    assert first.reference in client.get(f"/admin/resubmission/application/{second.pk}/change/").content.decode()
    # The first clerk finds the second case beside theirs, although it came later.
    assert second.reference in client.get(f"/admin/resubmission/application/{first.pk}/change/").content.decode()


def test_upload_answers_alike_whether_or_not_others_have_the_file(operator, application):
    data, other = photo(), OperatorFactory()
    in_review(other, held_by(other), files=[data])
    kept, new = add(application, data=data, original_name="a", by=operator.person)
    assert (new, kept.application) == (True, application)


def test_file_of_what_was_never_handed_in_proves_nothing(operator):
    data, other = photo(), OperatorFactory()
    for draft in (complete_draft(other), complete_draft(OperatorFactory())):
        add(draft, data=data, original_name="a", by=draft.operator.person)
    withdraw(draft, by=draft.operator.person)
    assert reused(in_review(operator, held_by(operator), files=[data])) == []


def test_same_taxpayer_again_for_the_same_invoice_is_no_surprise(operator):
    data, held = photo(), held_by(operator)
    first = in_review(operator, held, files=[data])
    type(first).objects.filter(pk=first.pk).update(state="REJECTED")
    assert reused(in_review(operator, held, files=[data])) == [("INFO", first.reference)]
    assert ("WARNING", first.reference) in reused(in_review(operator, held_by(operator), files=[data]))
