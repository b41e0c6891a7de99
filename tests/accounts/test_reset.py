"""A password set by SMS."""
from datetime import timedelta

import pytest
from django.test import Client

from invoice_portal.gateway.models import OutboxMessage
from invoice_portal.history.record import history_of
from tests.factories import OperatorFactory, TaxpayerFactory, tax_id
from tests.login import login_as

NEW = "brand-new-passphrase"


def ask(client, operator, code=""):
    ID = operator if isinstance(operator, str) else operator.taxpayer.tax_id
    return client.post("/login/reset/", {"tax_id": ID, "operator": code})


def use(client, code, new=NEW, again=NEW):
    return client.post("/login/reset/code/", {"code": code, "new": new, "again": again})


@pytest.fixture
def without_password(db):
    operator = OperatorFactory(verified_at=None)
    operator.person.set_unusable_password()
    operator.person.save()
    return operator


def test_reset_operator_without_password_sets_one_and_logs_in(without_password, client, sent_code, log_in):
    assert ask(client, without_password)["Location"] == "/login/reset/code/"
    assert use(client, sent_code())["Location"] == "/login/"
    assert log_in(without_password, password=NEW)["Location"] == "/"
    told = [event.action for event in history_of("operator", without_password.pk)]
    assert told.count("verified") == 1


def test_reset_unknown_account_gives_the_same_pages(without_password, client):
    pages = []
    for who in (without_password, tax_id(770_001), TaxpayerFactory().tax_id):
        first = ask(client, who)
        second = client.get("/login/reset/code/")
        third = use(client, "000000x")
        pages.append((first.status_code, first["Location"], second.content, str(third.context["form"].errors)))
        client.cookies.clear()
    strip = [(a, b, len(c), d) for a, b, c, d in pages]
    assert strip[0] == strip[1] == strip[2]
    assert OutboxMessage.objects.count() == 1


def test_reset_five_wrong_tries_stop_for_known_and_unknown_alike(without_password, client, sent_code):
    answers = []
    for who in (without_password, tax_id(770_001)):
        ask(client, who)
        answers.append([str(use(client, "abc").context["form"].errors) for _n in range(6)])
    assert answers[0] == answers[1]
    assert use(client, sent_code()).status_code == 200
    without_password.person.refresh_from_db()
    assert not without_password.person.has_usable_password()


def test_reset_right_code_after_five_tries_in_another_session_is_refused(without_password, client, sent_code, later):
    ask(client, without_password)
    for _n in range(5):
        use(client, "abc")
    client.cookies.clear()
    later(timedelta(minutes=2))
    ask(client, without_password)
    assert OutboxMessage.objects.count() == 1


def test_reset_weak_password_costs_no_code(without_password, client, sent_code):
    ask(client, without_password)
    assert use(client, sent_code(), "123", "123").context["form"].errors["new"]
    assert use(client, sent_code()).status_code == 302


def test_reset_passwords_that_differ_are_refused(without_password, client, sent_code):
    ask(client, without_password)
    assert use(client, sent_code(), again="something-else-entirely").context["form"].errors["again"]
    without_password.person.refresh_from_db()
    assert not without_password.person.has_usable_password()


def test_reset_several_operators_sends_only_to_the_one_named(db, client):
    one = OperatorFactory(code="01")
    two = OperatorFactory(code="02", taxpayer=one.taxpayer)
    ask(client, one)
    assert not OutboxMessage.objects.exists()
    ask(client, one, "02")
    assert OutboxMessage.objects.get().to == two.person.phone


def test_reset_ends_other_sessions(db, client, sent_code):
    operator = OperatorFactory()
    elsewhere = login_as(Client(), operator)
    assert elsewhere.get("/account/").status_code == 200
    ask(client, operator)
    use(client, sent_code())
    assert elsewhere.get("/account/").status_code == 302


def test_reset_resend_within_a_minute_is_refused(without_password, client):
    ask(client, without_password)
    assert client.post("/login/reset/code/", {"resend": "1"}).status_code == 429
    assert OutboxMessage.objects.count() == 1


def test_reset_code_page_without_asking_leads_back(client, db):
    assert client.get("/login/reset/code/")["Location"] == "/login/reset/"


def test_reset_many_requests_of_one_address_are_throttled(client, db):
    for n in range(20):
        ask(client, tax_id(760_000 + n))
    assert ask(client, tax_id(761_000)).status_code == 429
