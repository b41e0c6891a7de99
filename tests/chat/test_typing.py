"""Who is typing is told to the other's open page, by whom the conversation concerns, and kept nowhere."""
import pytest
from django.test import Client

from invoice_portal.chat.models import Conversation, Message
from invoice_portal.chat.moving import begin
from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_as, login_staff


@pytest.fixture
def told(monkeypatch):
    hints = []
    monkeypatch.setattr("invoice_portal.chat.saying.tell", lambda channel, **hint: hints.append((channel, hint)))
    return hints


def test_each_side_is_told_of_the_other(person, operator, told):
    talk = begin(operator)
    assert person.post(f"/support/chat/{talk.pk}/typing/").status_code == 204
    agent = login_staff(Client(), StaffFactory(role="SUPPORT"))
    assert agent.post(f"/admin/chat/conversation/{talk.pk}/typing/").status_code == 204
    assert told == [(f"chat:{talk.pk}", {"typing": "person"}), (f"chat:{talk.pk}", {"typing": "agent"})]
    assert not Message.objects.exists()


def test_strangers_and_who_only_reads_tell_nothing(operator, told):
    talk: Conversation = begin(operator)
    stranger = login_as(Client(), OperatorFactory())
    assert stranger.post(f"/support/chat/{talk.pk}/typing/").status_code == 404
    auditor = login_staff(Client(), StaffFactory(role="AUDITOR"))
    auditor.post(f"/admin/chat/conversation/{talk.pk}/typing/")
    assert told == []
