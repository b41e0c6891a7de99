"""A call-back is booked for an hour at which people are there, made by an agent, and its number erased after."""
import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from invoice_portal.accounts.models import StaffMember
from invoice_portal.chat.absent import tell_absent
from invoice_portal.chat.calling_back import free_slots
from invoice_portal.chat.models import CallBack, Conversation, Message
from invoice_portal.chat.models.call_back import PLACES
from invoice_portal.chat.moving import begin
from invoice_portal.chat.saying import say
from invoice_portal.history.models import Event
from invoice_portal.office.hours import open_now
from invoice_portal.support.models import Notice
from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_as, login_staff

Role = StaffMember.Role


@pytest.fixture
def talk(operator) -> Conversation:
    conversation = begin(operator)
    say(conversation, Message.Author.PERSON, "发票一直没有到")
    return conversation


def address(talk, end="call-back/") -> str:
    return f"/support/chat/{talk.pk}/{end}"


def first(talk) -> str:
    return free_slots(talk.region)[0].key


def desk(role=Role.SUPPORT, **more) -> Client:
    client = login_staff(Client(), StaffFactory(role=role, **more))
    client.desk = "/admin/chat/conversation/"
    return client


def test_every_hour_offered_is_one_at_which_people_are_there(talk):
    slots = free_slots(talk.region)
    assert len(slots) > 5
    for slot in slots:
        assert open_now(slot.starts_at) and open_now(slot.ends_at - timedelta(seconds=1))
        assert slot.starts_at > timezone.now()


def test_an_hour_that_is_about_to_begin_is_not_offered(talk, monkeypatch):
    monday = datetime(2026, 11, 30, 10, 10, tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr("django.utils.timezone.now", lambda: monday)
    assert [slot.key[11:16] for slot in free_slots(talk.region)[:2]] == ["11:30", "12:30"]


def test_booked_shown_said_and_sealed(person, operator, talk):
    page = person.get(address(talk)).content.decode()
    assert f'value="{first(talk)}"' in page and operator.person.phone not in page
    answer = person.post(address(talk), {"slot": first(talk), "phone": "139 0000 1234"}, follow=True)
    assert "已约好回电" in answer.content.decode() and "139****1234" in answer.content.decode()
    row = CallBack.objects.get()
    assert (row.state, row.phone, row.conversation) == ("BOOKED", "13900001234", talk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM chat_callback")
        assert "1390000" not in cursor.fetchone()[0]
    assert Message.objects.filter(author="SYSTEM", text__contains="139****1234").exists()
    assert not Message.objects.filter(text__contains="13900001234").exists()


def test_the_registered_number_serves_if_none_is_given(person, operator, talk):
    person.post(address(talk), {"slot": first(talk)})
    assert CallBack.objects.get().phone == operator.person.phone


@pytest.mark.parametrize(("given", "told"), [
    ({"slot": ""}, "请选择时间"), ({"slot": "2020-01-01T09:00+08:00"}, "刚才选的可能已约满"),
    ({"phone": "12345"}, "手机号应为 11 位数字"),
])  # fmt: skip
def test_what_can_not_be_booked_is_told_and_what_was_typed_stays(person, talk, given, told):
    answer = person.post(address(talk), {"slot": first(talk), "phone": "13900001234"} | given)
    body = answer.content.decode()
    assert answer.status_code == 422 and told in body and "有误" in body
    assert given.get("phone", "13900001234") in body
    assert not CallBack.objects.exists() and not Event.objects.filter(subject_type="call_back").exists()


def test_one_at_a_time_until_it_is_cancelled(person, talk):
    slot = first(talk)
    person.post(address(talk), {"slot": slot})
    assert person.get(address(talk)).status_code == 302
    refused = person.post(address(talk), {"slot": free_slots(talk.region)[-1].key})
    assert refused.status_code == 409 and "已经约好一次回电" in refused.content.decode()
    person.post(address(talk, "call-back/cancel/"))
    assert (CallBack.objects.get().state, CallBack.objects.get().phone) == ("CANCELLED", "")
    person.post(address(talk, "call-back/cancel/"))
    assert person.post(address(talk), {"slot": slot}).status_code == 302
    assert CallBack.objects.filter(state="BOOKED").count() == 1


def test_an_hour_that_is_full_is_offered_no_more(talk):
    slot = first(talk)
    for _place in range(PLACES):
        other = OperatorFactory(taxpayer__bureau=talk.region)
        one = begin(other)
        assert login_as(Client(), other).post(address(one), {"slot": slot}).status_code == 302
    assert slot not in {free.key for free in free_slots(talk.region)}
    person = login_as(Client(), talk.operator)
    assert person.post(address(talk), {"slot": slot}).status_code == 422
    assert CallBack.objects.count() == PLACES


def test_strangers_book_and_cancel_nothing(person, talk):
    stranger = login_as(Client(), OperatorFactory())
    person.post(address(talk), {"slot": first(talk)})
    before = list(CallBack.objects.values())
    for end in ("call-back/", "call-back/cancel/"):
        assert stranger.post(address(talk, end), {"slot": first(talk)}).status_code == 404
    assert list(CallBack.objects.values()) == before


def test_agent_sees_it_dials_and_notes_it(person, operator, talk):
    person.post(address(talk), {"slot": first(talk)})
    begun = timezone.now() - timedelta(minutes=5)
    CallBack.objects.update(starts_at=begun, ends_at=begun + timedelta(hours=1))
    agent = desk()
    assert re.search(r"<strong>1</strong>\s*现在要打的回电", agent.get("/admin/").content.decode())
    listed = agent.get("/admin/chat/callback/", {"call": "due"}).content.decode()
    assert f"{agent.desk}{talk.pk}/change/\">{talk.reference}" in listed
    assert talk.reference not in agent.get("/admin/chat/callback/", {"call": "ahead"}).content.decode()
    page = agent.get(f"{agent.desk}{talk.pk}/change/").content.decode()
    assert "预约回电" in page and operator.person.phone not in page
    shown = agent.post(f"{agent.desk}{talk.pk}/number/")
    assert operator.person.phone in shown.content.decode() and "no-store" in shown["Cache-Control"]
    assert Event.objects.filter(subject_type="call_back", action="number_shown").exists()
    agent.post(f"{agent.desk}{talk.pk}/act/called/")
    row = CallBack.objects.get()
    assert (row.state, row.phone, row.agent.pk) == ("DONE", "", int(agent.session["_auth_user_id"]))
    assert "已按预约给您回电" in person.get(address(talk, "")).content.decode()


def test_who_was_not_reached_is_told_and_may_book_again(person, talk):
    person.post(address(talk), {"slot": first(talk)})
    agent = desk()
    agent.post(f"{agent.desk}{talk.pk}/act/unreached/")
    Conversation.objects.update(last_at=timezone.now() - timedelta(minutes=10))
    assert tell_absent() == 1 and Notice.objects.filter(kind="chat_answer").exists()
    assert person.post(address(talk), {"slot": first(talk)}).status_code == 302


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.CLERK, Role.ADMINISTRATOR])
def test_others_of_the_bureau_see_no_number_and_note_nothing(person, operator, talk, role):
    person.post(address(talk), {"slot": first(talk)})
    before = list(CallBack.objects.values())
    client = desk(role)
    for end in ("number/", "act/called/"):
        answer = client.post(f"{client.desk}{talk.pk}/{end}", follow=True)
        assert operator.person.phone not in answer.content.decode()
    assert list(CallBack.objects.values()) == before
    assert not Event.objects.filter(action="number_shown").exists()


def test_without_office_hours_nothing_is_offered(person, talk):
    from invoice_portal.office.models import OfficeHours

    OfficeHours.objects.all().delete()
    page = person.get(address(talk)).content.decode()
    assert "近几天没有可以预约的时间" in page and "<form class=\"panel" not in page
