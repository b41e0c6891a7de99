"""The applicant's way through the pages."""
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from resubmission.models import Application, Evidence
from resubmission.states import move
from resubmission.submitting import submit
from tests.factories import OperatorFactory
from tests.login import login_as

from .test_actions import claimed_by, complete_draft, png

pytestmark = pytest.mark.django_db
STEPS = ["", "invoice/", "reason/", "evidence/", "check/", "withdraw/"]


def visible_text(response, pk) -> str:
    """The page without its address and its CSRF tokens, which differ each time."""
    text = response.content.decode().replace(str(pk), "")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)


def own(client, **changes):
    operator = OperatorFactory(**changes)
    login_as(client, operator)
    return operator


def test_application_from_start_to_reference_number(client):
    operator = own(client)
    claimed = claimed_by(operator)
    start = {"kind": "SUPPLEMENT", "number": claimed["number"], "side": "purchases", "seller": claimed["seller_name"]}
    page = client.get("/applications/new/", start)
    assert page.context["form"]["seller"].value() == claimed["seller_name"]
    here = client.post("/applications/new/", start).url.removesuffix("invoice/")
    kept = Application.objects.get().claimed
    assert (kept["buyer_tax_id"], kept["seller_name"]) == (operator.taxpayer.tax_id, claimed["seller_name"])
    assert client.post(here + "invoice/", claimed).url == here + "reason/"
    assert client.post(here + "reason/", {"reason": "not_found", "explanation": ""}).url == here + "evidence/"
    client.post(here + "evidence/", {"files": [SimpleUploadedFile("a.exe", png()), SimpleUploadedFile("b", png(7))]})
    check = client.get(here + "check/")
    assert check.context["ready"] is True
    version = check.context["application"].version
    page = client.post(here + "check/", {"version": version}, follow=True)
    application = Application.objects.get()
    assert application.state == "SUBMITTED"
    assert application.reference in page.content.decode()
    assert [m.action for m in page.context["moments"]][-1] == "submit"
    assert Evidence.objects.count() == 2


def test_invoice_step_incomplete_is_saved_and_names_the_fields(client):
    operator = own(client)
    client.post("/applications/new/", {"kind": "SUPPLEMENT", "side": "purchases"})
    application = Application.objects.get()
    claimed = claimed_by(operator, total="999.00")
    page = client.post(f"/applications/{application.pk}/invoice/", claimed)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["total"]
    application.refresh_from_db()
    assert application.claimed["total"] == "999.00"


def test_task_list_tells_how_far_each_step_is(client):
    operator = own(client)
    application = complete_draft(operator, total="999.00")
    steps = client.get(f"/applications/{application.pk}/").context["steps"]
    assert [step.status for step in steps] == ["in_progress", "done", "done"]


@pytest.mark.parametrize("step", STEPS)
def test_application_of_other_taxpayer_is_the_same_404_as_none(client, step):
    theirs = complete_draft(OperatorFactory())
    own(client)
    stranger = client.get(f"/applications/{theirs.pk}/{step}")
    missing = client.get(f"/applications/00000000-0000-4000-8000-000000000000/{step}")
    assert stranger.status_code == missing.status_code == 404
    assert visible_text(stranger, theirs.pk) == visible_text(missing, "00000000-0000-4000-8000-000000000000")


def test_evidence_is_served_as_attachment_to_its_taxpayer_only(client):
    operator = own(client)
    application = complete_draft(operator)
    url = f"/applications/{application.pk}/evidence/{application.evidence.get().pk}/"
    served = client.get(url)
    assert served.content == png()
    assert served["Content-Disposition"].startswith("attachment")
    assert served["X-Content-Type-Options"] == "nosniff"
    assert served["Content-Security-Policy"].startswith("sandbox")
    own(client)
    assert client.get(url).status_code == 404
    client.logout()
    assert client.get(url).status_code == 302


def test_second_application_for_the_same_invoice_leads_to_the_first(client):
    operator = own(client)
    first = complete_draft(operator)
    page = client.post("/applications/new/", {"kind": "SUPPLEMENT", "number": first.number, "side": "purchases"})
    assert page.url == f"/applications/{first.pk}/"
    assert Application.objects.count() == 1


def test_reupload_of_unknown_number_is_refused_as_not_visible(client):
    own(client)
    page = client.post("/applications/new/", {"kind": "REUPLOAD", "number": "24112000000000000001", "side": "sales"})
    assert page.status_code == 422
    assert "没有这张发票的记录" in page.content.decode()
    assert not Application.objects.exists()


def test_operator_without_the_right_may_look_but_not_apply(client):
    operator = own(client)
    application = complete_draft(operator)
    colleague = OperatorFactory(taxpayer=operator.taxpayer, code="02", may_apply=False)
    login_as(client, colleague)
    assert client.get(f"/applications/{application.pk}/").status_code == 200
    assert client.get("/applications/new/").status_code == 403
    assert client.post(f"/applications/{application.pk}/withdraw/").status_code == 403
    application.refresh_from_db()
    assert application.state == "DRAFT"


def test_operator_of_other_side_does_not_see_the_application(client):
    operator = OperatorFactory()
    application = complete_draft(operator)
    login_as(client, OperatorFactory(taxpayer=operator.taxpayer, code="02", sees_purchases=False))
    assert client.get(f"/applications/{application.pk}/").status_code == 404
    assert client.get("/applications/").context["shown"] == []


def test_submit_of_changed_application_shows_it_again(client):
    operator = own(client)
    application = complete_draft(operator)
    page = client.post(f"/applications/{application.pk}/check/", {"version": application.version - 1})
    assert page.status_code == 422
    application.refresh_from_db()
    assert application.state == "DRAFT"


def test_returned_application_is_corrected_and_submitted_again(client):
    operator = own(client)
    application = submit(complete_draft(operator), by=operator.person)
    reference = application.reference
    move(application, "begin_review", by=None)
    move(application, "return", by=None, reason="请补合同", decision_reason="请补合同")
    here = f"/applications/{application.pk}/"
    assert "请补合同" in client.get(here).content.decode()
    client.post(here + "evidence/", {"files": SimpleUploadedFile("c", png(9))})
    application.refresh_from_db()
    client.post(here + "check/", {"version": application.version, "answer": "合同已补"})
    application.refresh_from_db()
    assert (application.state, application.reference) == ("SUBMITTED", reference)
    assert client.get(here).context["moments"][-1].note == "合同已补"


def test_withdrawal_asks_first_and_then_cannot_be_changed(client):
    operator = own(client)
    application = submit(complete_draft(operator), by=operator.person)
    here = f"/applications/{application.pk}/"
    assert client.get(here + "withdraw/").status_code == 200
    application.refresh_from_db()
    assert application.state == "SUBMITTED"
    client.post(here + "withdraw/", {"reason": "找到了"})
    application.refresh_from_db()
    assert application.state == "WITHDRAWN"
    assert client.get(here + "invoice/").status_code == 409


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_one_and_three(client, rows, django_assert_num_queries):
    operator = own(client)
    for n in range(rows):
        complete_draft(operator, number=claimed_by(operator)["number"][:-1] + str(n + 2))
    client.get("/applications/")
    with django_assert_num_queries(5):
        assert len(client.get("/applications/").context["shown"]) == rows
