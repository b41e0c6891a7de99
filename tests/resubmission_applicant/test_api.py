"""Applications over the API: the pages' rules, as JSON."""
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from invoice_portal.accounts.tokens import issue_token
from resubmission.models import Application, Evidence
from tests.factories import OperatorFactory

from .test_actions import claimed_by, complete_draft, png

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return OperatorFactory()


def caller(client, operator):
    headers = {"Authorization": f"Bearer {issue_token(operator=operator)}"}

    def call(path="", data=None, **kwargs):
        path = f"/api/v1/applications/{path}"
        if data is None:
            return client.get(path, headers=headers)
        kwargs = kwargs or {"content_type": "application/json"}
        return client.post(path, data, headers=headers, **kwargs)

    return call


@pytest.fixture
def call(client, operator):
    return caller(client, operator)


def test_application_from_draft_to_submission(client, operator, call):
    begun = call(data={"kind": "SUPPLEMENT", "reason": "not_found", "invoice_kind": "82", **claimed_by(operator)})
    assert begun.status_code == 201
    body = begun.json()
    assert (body["state"], body["owner"], list(body["missing"])) == ("DRAFT", "applicant", ["evidence"])
    assert body["claimed"]["kind"] == "82"
    headers = {"Authorization": f"Bearer {issue_token(operator=operator)}"}
    sent = [client.post(f"/api/v1/applications/{body['id']}/evidence/", {"file": SimpleUploadedFile("a", png())},
                        headers=headers) for _time in range(2)]  # fmt: skip
    assert [answer.status_code for answer in sent] == [201, 200]
    assert sent[0].json()["format"] == "png"
    submitted = call(f"{body['id']}/submit/", {})
    assert submitted.status_code == 200
    assert (submitted.json()["state"], submitted.json()["reference"][:3]) == ("SUBMITTED", "BL-")
    assert call().json()["results"][0]["reference"] == submitted.json()["reference"]
    assert call(f"{body['id']}/withdraw/", {"reason": "找到了"}).json()["state"] == "WITHDRAWN"


def test_submit_incomplete_names_every_field_and_changes_nothing(operator, call):
    begun = call(data={"kind": "SUPPLEMENT", "number": claimed_by(operator)["number"]}).json()
    answer = call(f"{begun['id']}/submit/", {})
    assert answer.status_code == 400
    assert {"issue_date", "seller_name", "total", "reason", "evidence"} <= set(answer.json()["fields"])
    assert Application.objects.get().state == "DRAFT"


def test_second_application_is_answered_with_the_first(operator, call):
    first = call(data={"kind": "SUPPLEMENT", **claimed_by(operator)}).json()
    again = call(data={"kind": "SUPPLEMENT", **claimed_by(operator)})
    assert (again.status_code, again.json()["code"]) == (409, "already_open")
    assert again.json()["fields"] == {"application": first["id"]}


@pytest.mark.parametrize("body", ["[]", '"x"', "{", '{"kind": "X"}', '{"kind": "SUPPLEMENT", "number": []}',
                                  '{"kind": "SUPPLEMENT", "buyer_name": "\\ud800"}',
                                  '{"kind": "SUPPLEMENT", "buyer_name": "\\u0000"}',
                                  '{"kind": "SUPPLEMENT", "reason": "no such"}'])  # fmt: skip
def test_malformed_body_is_refused_and_nothing_kept(call, body):
    answer = call(data=body)
    assert answer.status_code == 400
    assert set(answer.json()) == {"code", "detail", "fields"}
    assert not Application.objects.exists()


@pytest.mark.parametrize("route", ["", "submit/", "withdraw/", "evidence/"])
def test_application_of_other_taxpayer_is_the_same_404_as_none(client, call, route):
    theirs = complete_draft(OperatorFactory())
    none = "00000000-0000-4000-8000-000000000000"
    data = None if not route else {"file": SimpleUploadedFile("a", png(3))} if route == "evidence/" else {}
    if route == "evidence/":
        headers = {"Authorization": f"Bearer {issue_token(operator=OperatorFactory())}"}
        paths = [f"/api/v1/applications/{pk}/evidence/" for pk in (theirs.pk, none)]
        answers = [client.post(path, data, headers=headers) for path in paths]
    else:
        answers = [call(f"{pk}/{route}", data) for pk in (theirs.pk, none)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    theirs.refresh_from_db()
    assert (theirs.state, Evidence.objects.count()) == ("DRAFT", 1)


def test_operator_without_the_right_is_refused(client, operator):
    application = complete_draft(operator)
    call = caller(client, OperatorFactory(taxpayer=operator.taxpayer, code="02", may_apply=False))
    assert call(f"{application.pk}/").status_code == 200
    assert call(data={"kind": "SUPPLEMENT"}).status_code == 403
    assert call(f"{application.pk}/submit/", {}).status_code == 403
    assert call(f"{application.pk}/withdraw/", {}).status_code == 403
    application.refresh_from_db()
    assert (application.state, Application.objects.count()) == ("DRAFT", 1)


def test_operator_of_other_side_does_not_see_the_application(client, operator):
    application = complete_draft(operator)
    call = caller(client, OperatorFactory(taxpayer=operator.taxpayer, code="02", sees_purchases=False))
    assert call(f"{application.pk}/").status_code == 404
    assert call().json()["results"] == []


def test_no_token_is_401(client):
    assert client.get(reverse("api-applications")).status_code == 401
    assert client.post(reverse("api-applications"), "{}", content_type="application/json").status_code == 401
