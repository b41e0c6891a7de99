"""The SMS code at an operator's first login."""
from datetime import timedelta

import pytest
from django.test import Client

from invoice_portal.accounts.models import SmsCode
from invoice_portal.gateway.models import OutboxMessage
from tests.factories import PASSWORD, OperatorFactory

CODE = "/login/code/"


@pytest.fixture
def newcomer(db):
    return OperatorFactory(verified_at=None)


@pytest.fixture
def waiting(newcomer, log_in, client):
    """The newcomer has given the right password and sees the code page."""
    assert log_in(newcomer, next="/invoices/")["Location"] == "/login/code/?next=%2Finvoices%2F"
    client.get(CODE)
    return newcomer


def entered(client):
    """Tell whether somebody is logged in: their account is shown once they have agreed."""
    client.post("/privacy/agree/")
    return client.get("/account/").status_code == 200


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_first_login_right_code_enters_and_the_next_login_needs_none(waiting, client, sent_code, log_in):
    assert not entered(client)
    code = sent_code()
    before = client.session.session_key
    response = client.post(CODE, {"code": f" {code[:3]} {code[3:]}", "next": "/invoices/"})
    assert response["Location"] == "/invoices/" and client.session.session_key != before
    assert entered(client)
    client.post("/logout/")
    assert log_in(waiting)["Location"] == "/"
    assert OutboxMessage.objects.count() == 1


def test_first_login_code_is_kept_only_as_a_digest(waiting, sent_code):
    assert sent_code() not in SmsCode.objects.get().code_digest
    assert OutboxMessage.objects.get().to == waiting.person.phone


def test_first_login_page_seen_twice_sends_once(waiting, client):
    client.get(CODE)
    assert OutboxMessage.objects.count() == 1


def test_first_login_five_wrong_tries_in_all_across_resends(waiting, client, sent_code, later):
    for _n in range(3):
        response = client.post(CODE, {"code": wrong(sent_code())})
        assert "验证码不正确" in response.content.decode()
    later(timedelta(seconds=61))
    client.post(CODE, {"resend": "1"})
    client.post(CODE, {"code": wrong(sent_code())})
    response = client.post(CODE, {"code": wrong(sent_code())})
    assert response.status_code == 429
    assert client.post(CODE, {"code": sent_code()}).status_code == 429
    assert client.post(CODE, {"resend": "1"}).status_code == 429
    assert not entered(client)


def test_first_login_expired_is_said_differently_from_wrong(waiting, client, sent_code, later):
    later(timedelta(minutes=5, seconds=1))
    page = client.post(CODE, {"code": sent_code()}).content.decode()
    assert "已过期" in page and "不正确" not in page
    assert not entered(client)


def test_first_login_second_send_within_a_minute_is_refused(waiting, client):
    response = client.post(CODE, {"resend": "1"})
    assert response.status_code == 429 and "每分钟" in response.content.decode()
    assert OutboxMessage.objects.count() == 1


def test_first_login_resend_makes_the_earlier_code_useless(waiting, client, sent_code, later):
    first = sent_code()
    later(timedelta(seconds=61))
    client.post(CODE, {"resend": "1"})
    if first != sent_code():
        client.post(CODE, {"code": first})
        assert not entered(client)
    client.post(CODE, {"code": sent_code()})
    assert entered(client)


def test_first_login_eleventh_code_of_a_day_is_refused(waiting, client, later):
    for _n in range(9):
        later(timedelta(minutes=2))
        assert client.post(CODE, {"resend": "1"}).status_code == 200
    later(timedelta(minutes=2))
    assert client.post(CODE, {"resend": "1"}).status_code == 429
    assert OutboxMessage.objects.count() == 10


def test_first_login_code_of_another_session_is_useless(waiting, sent_code):
    other = Client()
    other.post("/login/", {"tax_id": waiting.taxpayer.tax_id, "password": PASSWORD})
    other.get(CODE)
    other.post(CODE, {"code": sent_code()})
    assert not entered(other)


def test_first_login_code_is_used_once(waiting, client, sent_code):
    code = sent_code()
    client.post(CODE, {"code": code})
    assert client.post(CODE, {"code": code})["Location"] == "/"


def test_first_login_without_phone_says_whom_to_ask(db, log_in, client):
    operator = OperatorFactory(verified_at=None, person__phone="")
    log_in(operator)
    assert "主管税务机关" in client.get(CODE).content.decode()


def test_first_login_gateway_down_says_so_and_leaves_no_code(newcomer, log_in, client, settings):
    settings.GATEWAY, settings.GATEWAY_URL = "http", ""
    log_in(newcomer)
    assert client.get(CODE).status_code == 503
    assert not SmsCode.objects.exists()


def test_code_page_without_a_password_leads_to_login(client, db):
    assert client.get(CODE)["Location"] == "/login/"
    assert client.post(CODE, {"code": "123456"})["Location"] == "/login/"


def test_page_before_the_code_leads_to_the_code(waiting, client):
    assert client.get("/account/")["Location"] == "/login/code/?next=%2Faccount%2F"
