"""The account page: who I am, password, switch."""
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import PASSWORD, OperatorFactory
from tests.login import login_as

NEW = "brand-new-passphrase"


def test_password_change_keeps_this_session_and_ends_others(client, db, log_in):
    operator = OperatorFactory()
    login_as(client, operator)
    elsewhere = login_as(Client(), operator)
    client.post("/account/password/", {"current": PASSWORD, "new": NEW, "again": NEW})
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    client.post("/logout/")
    assert log_in(operator, password=NEW).status_code == 302


@pytest.mark.parametrize("typed", [("wrong", NEW, NEW), (PASSWORD, "short", "short"), (PASSWORD, NEW, NEW + "x")])
def test_password_change_refused_changes_nothing(client, db, typed):
    operator = OperatorFactory()
    login_as(client, operator)
    page = client.post("/account/password/", dict(zip(["current", "new", "again"], typed, strict=True)))
    assert page.status_code == 200 and page.context["form"].errors
    operator.person.refresh_from_db()
    assert operator.person.check_password(PASSWORD)


def test_switch_to_another_taxpayer_of_the_same_person(client, db):
    mine = OperatorFactory()
    other = OperatorFactory(person=mine.person)
    login_as(client, mine)
    before = client.session.session_key
    client.post("/account/switch/", {"operator": str(other.pk)})
    assert client.get("/account/").context["operator"] == other
    assert client.session.session_key != before


@pytest.mark.parametrize("kind", ["stranger", "ended", "nonsense", "nobody"])
def test_switch_to_what_is_not_mine_is_not_found(client, db, kind):
    mine = OperatorFactory()
    login_as(client, mine)
    target = {
        "stranger": lambda: OperatorFactory().pk,
        "ended": lambda: OperatorFactory(person=mine.person, ended_at=timezone.now()).pk,
        "nonsense": lambda: "x\x00",
        "nobody": uuid.uuid4,
    }[kind]()
    assert client.post("/account/switch/", {"operator": str(target)}).status_code == 404
    assert client.get("/account/").context["operator"] == mine


def test_account_lists_my_taxpayers_in_a_fixed_number_of_queries(client, db):
    mine, stranger = OperatorFactory(), OperatorFactory()
    login_as(client, mine)
    client.get("/account/")
    with CaptureQueriesContext(connection) as with_one:
        client.get("/account/")
    others = [OperatorFactory(person=mine.person) for _n in range(2)]
    with CaptureQueriesContext(connection) as with_three:
        page = client.get("/account/").content.decode()
    assert len(with_one) == len(with_three)
    assert all(operator.taxpayer.name in page for operator in [mine, *others])
    assert stranger.taxpayer.name not in page
