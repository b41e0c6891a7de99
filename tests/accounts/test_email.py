"""One's own e-mail address: counts once the code that was sent there is typed, and is kept sealed."""
import re

import pytest
from django.db import connection

from invoice_portal.accounts.email_address import PENDING, TRIES
from invoice_portal.gateway.down import GatewayDown
from invoice_portal.gateway.models import OutboxMessage
from invoice_portal.history.models import Event
from invoice_portal.support.choosing import choose, ways_for
from invoice_portal.support.kinds import KINDS
from tests.factories import PASSWORD, OperatorFactory
from tests.login import login_as

NEW = "li.si@example.com"


@pytest.fixture
def operator(db):
    return OperatorFactory(person__email="old@example.com")


@pytest.fixture
def me(client, operator):
    return login_as(client, operator)


def ask(me, **given):
    return me.post("/account/email/", {"email": NEW, "password": PASSWORD} | given)


def sent() -> str:
    message = OutboxMessage.objects.get()
    assert (message.channel, message.to) == ("EMAIL", NEW)
    return re.search(r"\d{6}", message.text)[0]


def address(operator) -> str:
    operator.person.refresh_from_db()
    return operator.person.email


def test_registered_once_the_code_is_typed(me, operator):
    assert ask(me)["Location"] == "/account/email/code/"
    assert address(operator) == "old@example.com", "not yet"
    assert NEW in me.get("/account/email/code/").content.decode()
    code = sent()
    assert me.post("/account/email/code/", {"code": f" {code[:3]} {code[3:]}"}).status_code == 302
    assert address(operator) == NEW
    event = Event.objects.get(action="email_changed")
    assert NEW not in str(event.data) and event.data["after"] == "l***@example.com"
    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM accounts_person WHERE id = %s", [operator.person_id])
        assert "example.com" not in cursor.fetchone()[0]
    assert "l***@example.com" in me.get("/account/").content.decode()
    assert me.get("/account/email/code/").status_code == 302, "used up"


def test_what_waits_in_the_session_tells_neither_address_nor_code(me):
    ask(me)
    kept = str(me.session[PENDING])
    assert "li.si" not in kept and sent() not in kept


@pytest.mark.parametrize(("given", "told"), [
    ({"password": "wrong-password"}, "当前密码不正确"), ({"email": "nonsense"}, "格式不正确"),
    ({"email": ""}, "请填写一个新的电子邮箱"), ({"email": "old@example.com"}, "请填写一个新的电子邮箱"),
    ({"email": "a\nb@example.com"}, "格式不正确"),
])  # fmt: skip
def test_what_is_wrong_is_told_and_nothing_is_sent(me, operator, given, told):
    answer = ask(me, **given)
    assert answer.status_code == 422 and told in answer.content.decode()
    assert not OutboxMessage.objects.exists() and PENDING not in me.session


def test_guesses_are_counted_and_end(me, operator):
    ask(me)
    code = sent()
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _each in range(TRIES):
        assert "验证码不正确" in me.post("/account/email/code/", {"code": wrong}).content.decode()
    assert "输错次数过多" in me.post("/account/email/code/", {"code": code}).content.decode()
    assert address(operator) == "old@example.com"


def test_guesses_in_many_requests_at_once_are_counted_too(me, operator, monkeypatch):
    monkeypatch.setattr("invoice_portal.accounts.views.email.TYPED_AN_HOUR", 3)
    ask(me)
    before = me.session[PENDING]
    statuses = []
    for _each in range(4):
        session = me.session
        session[PENDING] = before  # as if no request had seen the others'
        session.save()
        statuses.append(me.post("/account/email/code/", {"code": "x"}).status_code)
    assert statuses == [422, 422, 422, 429]
    assert address(operator) == "old@example.com"


def test_a_code_that_is_too_old_is_refused(me, operator):
    ask(me)
    session = me.session
    session[PENDING] |= {"until": 0}
    session.save()
    assert me.post("/account/email/code/", {"code": sent()})["Location"] == "/account/email/"
    assert address(operator) == "old@example.com"


def test_a_code_is_good_for_the_session_that_asked(me, operator, client):
    from django.test import Client

    ask(me)
    other = login_as(Client(), operator)
    assert other.post("/account/email/code/", {"code": sent()}).status_code == 302
    assert address(operator) == "old@example.com"


def test_gateway_down_is_told_and_what_was_typed_stays(me, monkeypatch):
    def down(*_args, **_named):
        raise GatewayDown("away")

    monkeypatch.setattr("invoice_portal.accounts.email_address.send", down)
    answer = ask(me)
    assert answer.status_code == 503 and NEW in answer.content.decode() and answer["Retry-After"]


def test_removed_with_the_password_and_what_must_reach_comes_by_sms(me, operator):
    only_mail = {kind: {"SMS": False, "EMAIL": True} for kind in KINDS}
    choose(operator.person, only_mail)
    assert ask(me, email="", remove="1", password="wrong-password").status_code == 422
    assert address(operator) == "old@example.com"
    assert ask(me, email="", remove="1").status_code == 302
    assert address(operator) == ""
    must, may = (next(k for k in KINDS.values() if k.must_reach is needed) for needed in (True, False))
    assert ways_for(operator.person, must.code) == [("SMS", operator.person.phone)]
    assert ways_for(operator.person, may.code) == []
