"""Messages as a taxpayer and a program read them."""
import pytest
from django.db import transaction
from django.test import Client

from invoice_portal.support.models import Notice, NoticeDelivery
from invoice_portal.support.notices import notify
from tests.factories import OperatorFactory
from tests.login import login_as

pytestmark = pytest.mark.django_db


def owe(owner, number: str = "26112000000000000001", **fields):
    facts = {
        "kind": "application_settled", "params": {"reference": "BL20261124-000001", "number": number},
        "link": "/applications/", "dedupe_key": f"settled:{number}", "operator": owner,
    }  # fmt: skip
    with transaction.atomic():
        return notify(owner.taxpayer, **facts | fields)


def test_notice_with_the_same_key_twice_is_one_notice_and_one_sms():
    operator = OperatorFactory()
    assert owe(operator) == owe(operator)
    assert (Notice.objects.count(), NoticeDelivery.objects.count()) == (1, 1)


def test_messages_page_shows_own_notices_only_and_marks_them_read(client: Client):
    mine, stranger = OperatorFactory(), OperatorFactory()
    colleague = OperatorFactory(taxpayer=mine.taxpayer, code="02")
    owe(mine, "26112000000000000001")
    owe(stranger, "26112000000000000002")
    owe(colleague, "26112000000000000003")
    owe(mine, "26112000000000000004", operator=None)
    login_as(client, mine)

    page = client.get("/messages/").content.decode()

    numbers = [number for number in range(1, 5) if f"2611200000000000000{number}" in page]
    assert numbers == [1, 4]
    assert sorted(Notice.objects.exclude(read_at=None).values_list("params__number", flat=True)) == [
        "26112000000000000001", "26112000000000000004",
    ]  # fmt: skip


def test_messages_page_by_page_shows_each_notice_once(client: Client):
    operator = OperatorFactory()
    for n in range(45):
        owe(operator, f"2611200000000000{n:04d}")
    login_as(client, operator)
    seen, address = [], "/messages/"
    while address:
        response = client.get(address)
        seen += [item["notice"].pk for item in response.context["shown"]]
        cursor = response.context["next_cursor"]
        address = f"/messages/?cursor={cursor}" if cursor else None
    assert len(seen) == len(set(seen)) == 45


@pytest.mark.parametrize("cursor", ["x", "9" * 40, "3fa85f64-5717-4562-b3fc-2c963f66afa6"])
def test_messages_page_with_a_bad_cursor_is_refused(client: Client, cursor):
    login_as(client, OperatorFactory())
    assert client.get("/messages/", {"cursor": cursor}).status_code == 400


def test_messages_page_costs_the_same_with_one_and_three(client: Client, django_assert_num_queries):
    operator = OperatorFactory()
    login_as(client, operator)
    for n in range(3):
        owe(operator, f"2611200000000000{n:04d}")
        Notice.objects.update(read_at=None)
        with django_assert_num_queries(6):
            client.get("/messages/")


def test_unread_count_is_shown_on_other_pages(client: Client):
    operator = OperatorFactory()
    owe(operator)
    login_as(client, operator)
    assert "条未读" in client.get("/help/").content.decode()
    client.get("/messages/")
    assert "条未读" not in client.get("/help/").content.decode()


@pytest.mark.parametrize("address", ["/help/", "/contact/"])
def test_help_without_login_answers(client: Client, address):
    assert "12366" in client.get("/contact/").content.decode()
    assert client.get(address).status_code == 200


def test_messages_without_login_leads_to_login(client: Client):
    assert client.get("/messages/").status_code == 302
