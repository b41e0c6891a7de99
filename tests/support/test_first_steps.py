"""A first-time user is led through the first look-up, once, with or without JavaScript."""
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import OperatorFactory
from tests.login import login_as

pytestmark = pytest.mark.django_db
STEPS = {"/": "第 1 步", "/invoices/": "第 2 步", "/trace/": "第 3 步", "/messages/": "第 4 步"}


@pytest.fixture
def newcomer(client):
    operator = OperatorFactory()
    login_as(client, operator)
    return client


def shown(client, address: str) -> bool:
    return "新手引导：第" in client.get(address).content.decode()


@pytest.mark.parametrize(("address", "step"), STEPS.items())
def test_each_step_stands_on_the_page_where_it_is_done(newcomer, address, step):
    assert f"{step}，共 4 步" in newcomer.get(address).content.decode()


def test_other_pages_and_strangers_see_no_step(newcomer, client):
    assert not shown(newcomer, "/help/") and not shown(newcomer, "/applications/")
    client.logout()
    assert not shown(client, "/login/")


def test_who_does_not_want_it_stays_on_the_page_and_never_sees_it_again(newcomer):
    answer = newcomer.post("/first-steps/", {"do": "end", "next": "/invoices/?side=sales"})
    assert answer.headers["Location"] == "/invoices/?side=sales"
    assert not any(shown(newcomer, address) for address in STEPS)


def test_it_can_be_begun_again_from_help(newcomer):
    newcomer.post("/first-steps/", {"do": "end"})
    assert 'action="/first-steps/"' in newcomer.get("/help/").content.decode()
    assert newcomer.post("/first-steps/", {"do": "begin"}).headers["Location"] == "/"
    assert shown(newcomer, "/")


def test_end_leads_to_no_foreign_address(newcomer):
    assert newcomer.post("/first-steps/", {"do": "end", "next": "https://elsewhere.example"}).headers["Location"] == "/"


def test_step_costs_no_query(newcomer):
    newcomer.get("/messages/")
    with CaptureQueriesContext(connection) as led:
        newcomer.get("/messages/")
    newcomer.post("/first-steps/", {"do": "end"})
    with CaptureQueriesContext(connection) as not_led:
        newcomer.get("/messages/")
    assert len(led) == len(not_led)
