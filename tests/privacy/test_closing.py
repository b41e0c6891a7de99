"""Closing an account: asked with the password, taken back within a week, then erased; what must stay stays nameless."""
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from invoice_portal.accounts.models import ApiToken, Operator, Person
from invoice_portal.accounts.tokens import issue_token
from invoice_portal.chat.models import CallBack
from invoice_portal.chat.moving import begin
from invoice_portal.history.models import Event
from invoice_portal.privacy.closing import close_due
from invoice_portal.privacy.models import Closing
from resubmission.models import Application
from tests.factories import PASSWORD, OperatorFactory
from tests.login import login_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return OperatorFactory(person__name="王某某", person__email="w@example.com")


@pytest.fixture
def client(operator) -> Client:
    return login_as(Client(), operator)


def row(operator) -> dict:
    return Person.objects.filter(pk=operator.person_id).values().get()


def later(days: int) -> None:
    Closing.objects.update(due_at=timezone.now() - timedelta(days=days))


def test_nothing_happens_before_its_day(client, operator):
    before = row(operator)
    answer = client.post("/privacy/close/", {"password": PASSWORD})
    assert answer.status_code == 302
    assert close_due() == 0
    assert row(operator) == before
    closing = Closing.objects.get()
    assert timedelta(days=6) < closing.due_at - timezone.now() <= timedelta(days=7)
    assert "撤回" in client.get("/privacy/close/").content.decode()


def test_on_its_day_name_and_addresses_go_and_nobody_gets_in(client, operator):
    token = issue_token(operator=operator)
    client.post("/privacy/close/", {"password": PASSWORD})
    begins = timezone.now() + timedelta(days=9)
    CallBack.objects.create(conversation=begin(operator), region="11", phone="13900009999", place=1,
                            starts_at=begins, ends_at=begins + timedelta(hours=1))  # fmt: skip
    later(1)
    assert close_due() == 1
    assert close_due() == 0
    assert (CallBack.objects.get().state, CallBack.objects.get().phone) == ("CANCELLED", "")
    after = row(operator)
    assert (after["name"], after["phone"], after["phone_digest"], after["email"]) == ("", "", "", "")
    assert after["is_active"] is False
    assert Operator.objects.get(pk=operator.pk).ended_at
    assert ApiToken.objects.get().revoked_at
    assert client.get("/").status_code == 302
    assert Client().get("/api/v1/invoices/", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    wrong = Client().post("/login/", {"tax_id": operator.taxpayer.tax_id, "operator": "01", "password": PASSWORD})
    assert wrong.status_code == 200
    assert Event.objects.filter(subject_type="person", action="closed").count() == 1


def test_taken_back_it_is_as_if_never_asked(client, operator):
    before = row(operator)
    client.post("/privacy/close/", {"password": PASSWORD})
    client.post("/privacy/close/cancel/")
    later(1)
    assert close_due() == 0
    assert row(operator) == before
    assert client.get("/").status_code == 200


def test_wrong_password_closes_nothing(client):
    page = client.post("/privacy/close/", {"password": "wrong"})
    assert page.status_code == 200
    assert "密码不正确" in page.content.decode()
    assert not Closing.objects.exists()


def test_open_applications_stand_in_the_way_and_are_named(client, operator):
    Application.objects.create(
        taxpayer=operator.taxpayer, operator=operator, kind="SUPPLEMENT", number="26112000000000000001",
        state="SUBMITTED", reference="BL2026", submitted_at=timezone.now(),
    )  # fmt: skip
    page = client.post("/privacy/close/", {"password": PASSWORD}).content.decode()
    assert "1 件申请没有办结" in page
    assert not Closing.objects.exists()
