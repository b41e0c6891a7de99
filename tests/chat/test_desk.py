"""Agents at the desk: take, answer, note, hand over, close, draft; each only by whom it concerns."""
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from invoice_portal.accounts.models import Look, StaffMember
from invoice_portal.chat.models import CannedAnswer, Conversation, Message
from invoice_portal.chat.moving import PERSON, begin, move
from invoice_portal.chat.saying import say
from invoice_portal.history.models import Event
from lookup.models import Trace
from resubmission.models import Application
from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_staff

Role = StaffMember.Role
LIST = "/admin/chat/conversation/"


@pytest.fixture
def waiting(operator) -> Conversation:
    conversation = begin(operator)
    say(conversation, Message.Author.PERSON, "发票一直没有到")
    return move(conversation, "ask_person", who=PERSON, by=operator.person)


def desk(role=Role.SUPPORT, **more) -> Client:
    client = Client()
    client.staff = StaffFactory(role=role, **more)
    return login_staff(client, client.staff)


def act(client, conversation, step, **form):
    return client.post(f"{LIST}{conversation.pk}/act/{step}/", form, follow=True)


def texts(conversation, author) -> list[str]:
    return list(Message.objects.filter(conversation=conversation, author=author).values_list("text", flat=True))


def test_taken_answered_noted_handed_over_taken_by_another_and_closed(person, operator, waiting):
    one, other = desk(), desk()
    act(one, waiting, "take")
    act(one, waiting, "answer", text="您好，正在为您查。")
    act(one, waiting, "note", text="要问北京局")
    act(one, waiting, "hand_over", text="由同事跟进")
    act(other, waiting, "take")
    act(other, waiting, "answer", text="已经补上了。")
    act(other, waiting, "close")
    waiting.refresh_from_db()
    assert (waiting.state, waiting.agent) == ("CLOSED", other.staff.person)
    assert texts(waiting, "AGENT") == ["您好，正在为您查。", "已经补上了。"]
    assert texts(waiting, "NOTE") == ["要问北京局"]
    html = person.get(f"/support/chat/{waiting.pk}/").content.decode()
    assert "已经补上了" in html and "北京局" not in html
    assert "要问北京局" in other.get(f"{LIST}{waiting.pk}/change/").content.decode()
    moves = Event.objects.filter(subject_type="conversation").order_by("id").values_list("action", flat=True)
    assert list(moves) == ["begin", "ask_person", "take", "hand_over", "take", "close"]
    assert Look.objects.filter(kind="INQUIRY", taxpayer=operator.taxpayer, person=one.staff.person).exists()


def test_answer_from_a_page_opened_before_somebody_else_took_it_is_refused_and_kept(waiting):
    one, other = desk(), desk()
    act(one, waiting, "take")
    act(other, waiting, "take")
    page = act(one, waiting, "answer", text="我的答复")
    assert "请先接入" in page.content.decode()
    assert texts(waiting, "AGENT") == []


@pytest.mark.parametrize("step", ["take", "answer", "note", "close", "draft"])
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.CLERK, Role.ADMINISTRATOR])
def test_others_do_nothing(waiting, role, step):
    client = desk(role)
    assert client.get(LIST).status_code == (200 if role == Role.AUDITOR else 403)
    before = (Message.objects.count(), Event.objects.count())
    act(client, waiting, step, text="x", number="26119999999999999999")
    waiting.refresh_from_db()
    assert (waiting.state, Message.objects.count(), Event.objects.count()) == ("WAITING", *before)


def test_other_regions_and_own_taxpayer_are_out_of_reach(waiting, operator):
    far = desk(regions=["44"])
    assert far.get(f"{LIST}{waiting.pk}/change/").status_code == 404 and act(far, waiting, "take").status_code == 404
    near = desk(regions=[waiting.region])
    OperatorFactory(person=near.staff.person, taxpayer=operator.taxpayer, code="09")
    act(near, waiting, "take")
    waiting.refresh_from_db()
    assert waiting.state == "WAITING"


def test_draft_is_the_persons_to_hand_in(person, waiting, operator):
    agent = desk()
    act(agent, waiting, "take")
    act(agent, waiting, "draft", number="2611 2000 0000 0000 0017")
    draft = Application.objects.get()
    assert (draft.operator, draft.state, draft.number) == (operator, "DRAFT", "26112000000000000017")
    assert f"/applications/{draft.pk}/" in person.get(f"/support/chat/{waiting.pk}/").content.decode()
    act(agent, waiting, "draft", number="没有号码")
    assert Application.objects.count() == 1


def test_canned_answers_are_offered_in_the_persons_language(waiting, operator):
    CannedAnswer.objects.create(name="问候", text="您好", text_en="Good day")
    operator.person.language = "en"
    operator.person.save()
    agent = desk()
    act(agent, waiting, "take")
    assert 'value="Good day"' in agent.get(f"{LIST}{waiting.pk}/change/").content.decode()


def test_supervisor_alone_writes_canned_answers(db):
    form = {"name": "问候", "text": "您好", "text_en": "Good day", "place": "1", "active": "on"}
    assert desk().post("/admin/chat/cannedanswer/add/", form).status_code == 403
    assert desk(Role.SUPERVISOR).post("/admin/chat/cannedanswer/add/", form).status_code == 302
    assert Event.objects.filter(subject_type="canned_answer", action="add").count() == 1


def test_news_of_the_desk_mark_as_read_for_who_has_it(person, waiting):
    agent = desk()
    act(agent, waiting, "take")
    person.post(f"/support/chat/{waiting.pk}/", {"text": "在吗"})
    assert "在吗" in agent.get(f"{LIST}{waiting.pk}/news/?seen=0.WAITING").content.decode()
    assert "已读" in person.get(f"/support/chat/{waiting.pk}/").content.decode()


def test_start_page_counts_who_waits(waiting):
    agent = desk()
    boards = {str(board["title"]): board["rows"] for board in agent.get("/admin/").context["boards"]}
    assert [row["count"] for row in boards["在线咨询"]][:3] == [1, 0, 0]


def test_lists_ask_as_often_with_one_as_with_three(waiting, operator):
    agent, counts = desk(), []
    agent.get(LIST)
    for more in (0, 2):
        for _ in range(more):
            begin(OperatorFactory())
        with CaptureQueriesContext(connection) as asked:
            agent.get(LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_agent_sees_the_traces_of_the_conversation_and_no_others(person, operator):
    person.post("/support/chat/", {"text": "26119999999999999999"})
    talk = Conversation.objects.get()
    told = Trace.objects.get()
    client = desk()
    listed = client.get(f"{LIST}{talk.pk}/change/").content.decode()
    address = f"{LIST}{talk.pk}/trace/{told.pk}/"
    assert address in listed
    page = client.get(address).content.decode()
    assert "26119999999999999999" in page and "逐项核查" in page
    person.post("/trace/", {"number": "26118888888888888888"})
    other = Trace.objects.exclude(pk=told.pk).get()
    assert client.get(f"{LIST}{talk.pk}/trace/{other.pk}/").status_code == 404
    assert desk(Role.CLERK).get(address).status_code == 403
