"""A rejection can be objected to: reviewed once more, as a case of its own, by clerks who had no part in it."""
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from invoice_portal.history.record import history_of
from resubmission.deciding import approve, reject
from resubmission.evidence import read
from resubmission.holding import claim
from resubmission.models import Application
from resubmission.objecting import DAYS_TO_OBJECT, object_to
from resubmission.prereview import run
from resubmission.submitting import submit, withdraw
from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_as
from tests.review.at_once import at_once
from tests.review.cases import claimed, everything, png
from tests.review.test_claiming import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def rejected(clerk, operator) -> Application:
    case = claimed(clerk, operator, files=[png(7), png(8)])
    reject(case, by=clerk, reason="合同不符", version=case.version)
    return case


def reviewed(rejected, operator) -> Application:
    """Object, submit, and let the pre-review run."""
    review = object_to(rejected, operator=operator, grounds="合同是同一笔，见附件")
    submit(review, by=operator.person)
    assert run(str(review.pk))
    review.refresh_from_db()
    return review


def test_objection_is_a_draft_with_everything_of_the_case(rejected, operator):
    review = object_to(rejected, operator=operator, grounds=" 合同是同一笔 ")
    assert (review.state, review.objects_to, review.explanation) == ("DRAFT", rejected, "合同是同一笔")
    for name in ("kind", "number", "code", "region", "claimed", "total", "reason"):
        assert getattr(review, name) == getattr(rejected, name)
    assert [read(file) for file in review.evidence.order_by("uploaded_at")] == [png(7), png(8)]
    rejected.refresh_from_db()
    assert rejected.state == "REJECTED"
    event = history_of("application", rejected.pk).last()
    assert (event.action, event.actor, event.reason) == ("object", operator.person, "合同是同一笔")


def test_review_has_a_reference_of_its_own_and_goes_to_the_queue(rejected, operator):
    review = reviewed(rejected, operator)
    assert review.state == "IN_REVIEW" and review.reference.startswith("FH-")


def test_clerk_who_decided_does_not_review_and_another_one_does(rejected, clerk, operator):
    review, other = reviewed(rejected, operator), StaffFactory(regions=["11"]).person
    assert refused(claim, review, by=clerk).code == "own_decision"
    case = claim(review, by=other)
    approve(case, by=other, reason="材料可以证明", version=case.version)
    case.refresh_from_db()
    assert case.state == "SETTLED"


def test_clerk_who_only_proposed_has_had_a_part_in_it_too(clerk, operator):
    second, third = (StaffFactory(regions=["11"]).person for _ in range(2))
    large = {"amount": "1000000.00", "tax": "0.01", "total": "1000000.01"}
    case = claimed(clerk, operator, **large)
    approve(case, by=clerk, reason="", version=case.version)
    case = claim(case, by=second)
    reject(case, by=second, reason="不符", version=case.version)
    review = reviewed(case, operator)
    assert [refused(claim, review, by=person).code for person in (clerk, second)] == ["own_decision"] * 2
    assert claim(review, by=third).claimed_by == third


@pytest.mark.parametrize("state", ["DRAFT", "SUBMITTED", "IN_REVIEW", "RETURNED", "WITHDRAWN"])
def test_only_a_rejection_can_be_objected_to(rejected, operator, state):
    Application.objects.filter(pk=rejected.pk).update(state=state)
    assert refused(object_to, rejected, operator=operator, grounds="x").code == "not_rejected"


@pytest.mark.parametrize("grounds", ["", " \n", "\0"])
def test_objection_needs_grounds(rejected, operator, grounds):
    assert refused(object_to, rejected, operator=operator, grounds=grounds).code == "grounds_missing"


def test_last_day_counts_and_the_next_does_not(rejected, operator):
    late = timezone.now() - timedelta(days=DAYS_TO_OBJECT + 1)
    Application.objects.filter(pk=rejected.pk).update(decided_at=late)
    assert refused(object_to, rejected, operator=operator, grounds="x").code == "too_late"
    Application.objects.filter(pk=rejected.pk).update(decided_at=late + timedelta(days=1))
    assert object_to(rejected, operator=operator, grounds="x").objects_to == rejected


def test_review_begun_in_time_and_handed_in_late_is_refused(rejected, operator):
    review = object_to(rejected, operator=operator, grounds="x")
    Application.objects.filter(pk=rejected.pk).update(
        decided_at=timezone.now() - timedelta(days=DAYS_TO_OBJECT + 1)
    )
    review = Application.objects.get(pk=review.pk)
    assert refused(submit, review, by=operator.person).code == "too_late"


def test_file_that_was_lost_does_not_cost_the_review(rejected, operator):
    lost, whole = rejected.evidence.order_by("uploaded_at", "id")
    default_storage.delete(lost.name)
    review = object_to(rejected, operator=operator, grounds="x")
    assert [file.digest for file in review.evidence.all()] == [whole.digest]


def test_page_of_a_rejected_review_tells_of_the_law_and_offers_no_second_one(client, rejected, clerk, operator):
    review, other = reviewed(rejected, operator), StaffFactory(regions=["11"]).person
    case = claim(review, by=other)
    reject(case, by=other, reason="仍不符", version=case.version)
    login_as(client, operator)
    page = client.get(f"/applications/{case.pk}/").content.decode()
    assert "依法申请行政复议" in page and "申请复核" not in page


def test_review_is_not_reviewed_again(rejected, clerk, operator):
    review, other = reviewed(rejected, operator), StaffFactory(regions=["11"]).person
    case = claim(review, by=other)
    reject(case, by=other, reason="仍不符", version=case.version)
    assert refused(object_to, case, operator=operator, grounds="x").code == "reviewed_already"


def test_objection_taken_back_can_be_made_again(rejected, operator):
    withdraw(object_to(rejected, operator=operator, grounds="x"), by=operator.person)
    assert object_to(rejected, operator=operator, grounds="y").explanation == "y"


def test_operator_without_the_right_to_apply_does_not_object(rejected, operator):
    reader = OperatorFactory(taxpayer=operator.taxpayer, code="02", may_apply=False)
    assert refused(object_to, rejected, operator=reader, grounds="x").status == 403


@pytest.mark.django_db(transaction=True)
def test_two_who_object_at_once_make_one_review(rejected, operator):
    outcomes = at_once(2, lambda place: object_to(rejected, operator=operator, grounds=str(place)))
    assert sum(isinstance(one, Application) for one in outcomes) == 1
    assert Application.objects.filter(objects_to=rejected).count() == 1


def test_page_leads_from_the_rejection_to_the_review(client, rejected, operator):
    login_as(client, operator)
    page = f"/applications/{rejected.pk}/"
    assert f"{page}object/" in client.get(page).content.decode()
    assert "合同不符" in client.get(f"{page}object/").content.decode()
    answer = client.post(f"{page}object/", {"grounds": "合同是同一笔"}, follow=True)
    review = Application.objects.get(objects_to=rejected)
    assert answer.redirect_chain[-1][0] == f"/applications/{review.pk}/"
    assert rejected.reference in answer.content.decode()
    shown = client.get(page).content.decode()
    assert f"/applications/{review.pk}/" in shown and f"{page}object/" not in shown
    assert client.get(f"{page}object/").status_code == 302


def test_form_without_grounds_keeps_the_page_and_changes_nothing(client, rejected, operator):
    login_as(client, operator)
    before = everything()
    answer = client.post(f"/applications/{rejected.pk}/object/", {"grounds": " "})
    assert answer.status_code == 422 and "请写明对决定有什么异议" in answer.content.decode()
    assert everything() == before


def test_review_stays_about_the_same_invoice(client, rejected, operator):
    review = object_to(rejected, operator=operator, grounds="x")
    login_as(client, operator)
    before = everything()
    form = dict(review.claimed) | {"number": "26112000000000999999"}
    answer = client.post(f"/applications/{review.pk}/invoice/", form)
    assert answer.status_code == 422 and "复核只能是原来那张发票的" in answer.content.decode()
    assert everything() == before
