"""A session of staff that nobody uses ends; pages that look by themselves keep nothing alive."""
import time

import pytest
from django.test import Client

from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_as, login_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return login_staff(Client(), StaffFactory(role="SUPERVISOR", regions=["11"]))


def idle_for(client: Client, minutes: float) -> None:
    session = client.session
    session["seen"] = int(time.time() - minutes * 60)
    session.save()


def test_thirty_minutes_are_allowed(client):
    idle_for(client, 29)
    assert client.get("/admin/").status_code == 200
    assert time.time() - client.session["seen"] < 60


def test_after_thirty_minutes_the_login_stands_there_and_says_why(client):
    idle_for(client, 31)
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[0][0].startswith("/admin/login/")
    assert "已为您退出" in answer.content.decode()
    assert client.get("/admin/").status_code == 302


def test_a_page_that_looks_by_itself_keeps_nothing_alive(client):
    idle_for(client, 20)
    client.get("/admin/resubmission/application/00000000-0000-4000-8000-000000000000/changes/?since=1&seen=1")
    assert time.time() - client.session["seen"] > 19 * 60


def test_taxpayers_are_not_logged_out(client):
    client = login_as(Client(), OperatorFactory())
    idle_for(client, 60)
    assert client.get("/").status_code == 200
