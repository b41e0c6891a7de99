"""Messages that were given up stand in a list, and go out again when the operator says so."""
import json

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from invoice_portal.gateway.models import OutboxMessage
from invoice_portal.history.models import Event
from invoice_portal.support import delivery
from invoice_portal.support.models import NoticeDelivery
from invoice_portal.support.notices import notify
from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_staff

pytestmark = pytest.mark.django_db
LIST = "/admin/support/noticedelivery/"


@pytest.fixture
def failed() -> NoticeDelivery:
    operator = OperatorFactory(person__phone="13812345678")
    with transaction.atomic():
        for key in ("a", "b"):
            notify(operator.taxpayer, operator=operator, kind="watch_accepted", params={}, link="/", dedupe_key=key)
    one = NoticeDelivery.objects.first()
    NoticeDelivery.objects.filter(pk=one.pk).update(state="FAILED", attempts=len(delivery.PAUSES), error="gateway: 503")
    return one


def desk(role: str = "SUPERVISOR") -> Client:
    return login_staff(Client(), StaffFactory(role=role, regions=["11"]))


def test_list_shows_what_failed_and_why_with_the_address_masked(failed):
    page = desk().get(LIST).content.decode()
    assert "gateway: 503" in page
    assert "138****5678" in page
    assert "13812345678" not in page
    assert page.count("138****5678") == 1


def test_sent_again_it_arrives_once_and_is_recorded(failed):
    desk().post(LIST, {"action": "again", "_selected_action": [str(failed.pk)]}, follow=True)
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == ("OWED", 0)
    assert Event.objects.get(subject_id=failed.pk, action="sent_again").actor
    assert delivery.pay(str(failed.pk)) is True
    assert OutboxMessage.objects.count() == 1


@pytest.mark.parametrize("role", ["CLERK", "SUPPORT", "AUDITOR"])
def test_others_neither_see_nor_send(failed, role):
    client = desk(role)
    assert client.get(LIST).status_code == 403
    client.post(LIST, {"action": "again", "_selected_action": [str(failed.pk)]})
    failed.refresh_from_db()
    assert failed.state == "FAILED"


def test_command_lists_and_sends_again(failed, capsys):
    call_command("deliveries", "--json")
    told = json.loads(capsys.readouterr().out)
    assert ([row["id"] for row in told["failed"]], told["again"]) == ([str(failed.pk)], 0)
    call_command("deliveries", "--json", "--retry", "gateway is back")
    assert json.loads(capsys.readouterr().out)["again"] == 1
    failed.refresh_from_db()
    assert failed.state == "OWED"
    assert Event.objects.get(action="sent_again").reason == "gateway is back"
