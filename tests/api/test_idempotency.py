"""The same POST sent again under one Idempotency-Key is one application."""
import pytest
from rest_framework.test import APIClient

from invoice_portal.accounts.tokens import issue_token
from resubmission.models import Application
from tests.factories import OperatorFactory

pytestmark = pytest.mark.django_db
ASKED = {"kind": "SUPPLEMENT", "number": "26112000000000000017"}


def client_of(operator) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {issue_token(operator=operator)}")
    return client


def send(client, body=ASKED, key="one"):
    return client.post("/api/v1/applications/", body, format="json", headers={"Idempotency-Key": key})


def test_post_repeated_under_its_key_gets_the_first_answer_and_does_nothing():
    client = client_of(OperatorFactory())
    first, again = send(client), send(client)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert Application.objects.count() == 1


def test_key_used_for_another_request_is_refused_and_nothing_begun():
    client = client_of(OperatorFactory())
    send(client)
    other = send(client, {"kind": "SUPPLEMENT", "number": "26112000000000000025"})
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert Application.objects.count() == 1


def test_refused_post_may_be_mended_and_sent_under_the_same_key():
    client = client_of(OperatorFactory())
    assert send(client, {"kind": "NONSENSE"}).status_code == 400
    assert send(client).status_code == 201


def test_key_of_one_operator_is_nothing_to_another():
    send(client_of(OperatorFactory()))
    assert send(client_of(OperatorFactory())).status_code == 201
    assert Application.objects.count() == 2
