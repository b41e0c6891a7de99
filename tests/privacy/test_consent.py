"""Nobody goes on before they have read and agreed; each version is asked once; what was agreed is kept."""
import pytest
from django.test import Client

from invoice_portal.accounts import consent
from invoice_portal.accounts.models import Consent
from invoice_portal.history.models import Event
from tests.factories import OperatorFactory
from tests.login import login_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return OperatorFactory()


@pytest.fixture
def client(operator) -> Client:
    client = login_as(Client(), operator)
    session = client.session
    del session["privacy"]
    session.save()
    return client


@pytest.mark.parametrize("page", ["/", "/invoices/?number=1", "/account/", "/applications/"])
def test_every_page_leads_to_the_question_and_back(client, page):
    answer = client.get(page)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/privacy/agree/")
    asked = client.get(answer["Location"])
    assert asked.status_code == 200
    agreed = client.post("/privacy/agree/", {"next": page})
    assert agreed["Location"] == page
    assert client.get(page).status_code == 200


def test_agreement_is_kept_with_version_and_time_and_asked_once(client, operator):
    client.post("/privacy/agree/")
    client.post("/privacy/agree/")
    row = Consent.objects.get()
    assert (row.person, row.version) == (operator.person, consent.VERSION)
    assert Event.objects.filter(action="privacy_agreed", actor=operator.person).count() == 1
    elsewhere = login_as(Client(), operator)
    session = elsewhere.session
    del session["privacy"]
    session.save()
    assert elsewhere.get("/").status_code == 200


def test_a_new_version_is_asked_of_those_who_agreed_to_the_old_one(client, monkeypatch):
    client.post("/privacy/agree/")
    monkeypatch.setattr(consent, "VERSION", "2027-01")
    assert client.get("/")["Location"].startswith("/privacy/agree/")
    client.post("/privacy/agree/")
    assert sorted(Consent.objects.values_list("version", flat=True)) == ["2026-11", "2027-01"]


def test_who_does_not_agree_may_read_leave_and_nothing_else(client):
    assert client.get("/privacy/").status_code == 200
    assert client.get("/help/").status_code == 200
    assert client.post("/applications/new/", {"kind": "SUPPLEMENT"})["Location"].startswith("/privacy/agree/")
    client.post("/logout/")
    assert not Consent.objects.exists()


def test_nobody_is_led_elsewhere(client):
    assert client.post("/privacy/agree/", {"next": "https://elsewhere.example/"})["Location"] == "/"
