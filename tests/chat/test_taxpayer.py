"""A taxpayer asks: the helper answers at once, a person is asked for, and nothing of it is anyone else's."""
from concurrent.futures import ThreadPoolExecutor
from datetime import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from invoice_portal.attachments.models import Attachment
from invoice_portal.chat.models import Conversation, Message
from invoice_portal.chat.moving import begin
from invoice_portal.chat.saying import say
from invoice_portal.history.models import Event
from invoice_portal.office.models import OfficeException
from lookup.models import Trace
from tests.factories import OperatorFactory, TaxpayerFactory
from tests.intake.documents import xml
from tests.login import login_as
from tests.lookup.world import issue


def ask(client, text, **more) -> Conversation:
    answer = client.post("/support/chat/", {"text": text} | more)
    assert answer.status_code == 302, answer.content.decode()
    return Conversation.objects.latest("begun_at")


def said(conversation) -> list[tuple[str, str]]:
    return list(Message.objects.filter(conversation=conversation).order_by("number").values_list("author", "text"))


def page(client, conversation) -> str:
    return client.get(f"/support/chat/{conversation.pk}/").content.decode()


def test_helper_traces_a_number_for_this_person_and_says_that_it_is_automatic(person, operator):
    held = issue(buyer=operator.taxpayer)
    conversation = ask(person, f"这张发票怎么查不到：{held.number[:4]} {held.number[4:]}")
    trace = Trace.objects.get()
    assert (trace.operator, trace.cause, trace.number) == (operator, "FOUND", held.number)
    html = page(person, conversation)
    assert "自动助手" in html and f"/trace/{trace.pk}/" in html


def test_strangers_invoice_is_answered_as_one_that_was_never_seen(person):
    stranger, none = issue(buyer=TaxpayerFactory()), "26119999999999999999"
    texts = [said(ask(person, number))[1][1] for number in (stranger.number, none)]
    assert texts[0] == texts[1] and len(set(Trace.objects.values_list("cause", flat=True))) == 1


def test_helper_finds_articles_and_offers_a_person_when_it_finds_nothing(person):
    html = page(person, ask(person, "红冲的发票还能不能用"))
    assert "/help/statuses/" in html and "转人工" in html
    assert "没有找到合适的答案" in page(person, ask(person, "呜呜呜"))


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [(time(0), time(23, 59, 59, 999_999), "客服会尽快接入"), (None, None, "现在不在办公时间，人工")],
)
def test_asking_for_a_person_says_who_comes_when(person, opens, closes, words):
    OfficeException.objects.create(date=localdate(), opens=opens, closes=closes, reason="盘点")
    conversation = ask(person, "我要投诉的材料怎么交")
    person.post(f"/support/chat/{conversation.pk}/person/")
    conversation.refresh_from_db()
    assert conversation.state == "WAITING" and words in page(person, conversation)
    assert Event.objects.filter(subject_type="conversation", action="ask_person").count() == 1
    # Once per pause: what is said now is taken, and answered by people.
    before = len(said(conversation))
    person.post(f"/support/chat/{conversation.pk}/", {"text": "还有一件事"})
    assert len(said(conversation)) == before + 1


def test_question_from_a_page_brings_the_page_and_its_trace(person, operator):
    person.post("/trace/", {"number": "26119999999999999999"})
    trace = Trace.objects.get()
    conversation = ask(person, "这是什么意思", page=f"/trace/{trace.pk}/?read=1")
    assert (conversation.trace, conversation.from_page) == (trace, f"/trace/{trace.pk}/")
    assert ask(person, "你好吗", page="//evil.example/").from_page == ""


def test_trace_of_somebody_else_does_not_come_along(person):
    other = login_as(Client(), OperatorFactory())
    other.post("/trace/", {"number": "26119999999999999999"})
    assert ask(person, "看看这个", page=f"/trace/{Trace.objects.get().pk}/").trace is None


def test_files_come_along_and_bad_ones_are_refused_without_a_word_lost(person):
    conversation = ask(person, "见附件", file=SimpleUploadedFile("a.xml", xml(1)))
    file = Attachment.objects.get()
    assert person.get(f"/support/chat/{conversation.pk}/files/{file.pk}/").content == xml(1)
    refused = person.post("/support/chat/", {"text": "我写了很多", "file": SimpleUploadedFile("x.exe", b"MZ\x90")})
    assert refused.status_code == 400 and "我写了很多" in refused.content.decode()
    assert (Conversation.objects.count(), Attachment.objects.count()) == (1, 1)


def test_notes_of_agents_are_never_shown(person, operator):
    conversation = begin(operator)
    say(conversation, Message.Author.NOTE, "内部秘密")
    say(conversation, Message.Author.AGENT, "您好")
    news = person.get(f"/support/chat/{conversation.pk}/news/?seen=0.HELPER").content.decode()
    assert "您好" in news and "内部秘密" not in news + page(person, conversation)


def test_news_say_nothing_while_nothing_is_new_and_mark_as_read(person, operator):
    conversation = begin(operator)
    say(conversation, Message.Author.AGENT, "您好")
    assert "有新消息" in person.get("/support/chat/").content.decode()
    news = f"/support/chat/{conversation.pk}/news/?seen="
    assert person.get(f"{news}0.HELPER").status_code == 200
    assert person.get(f"{news}1.HELPER").status_code == 204
    conversation.refresh_from_db()
    assert conversation.person_read == 1 and "有新消息" not in person.get("/support/chat/").content.decode()


def test_nothing_said_is_refused_and_changes_nothing(person, operator):
    conversation = begin(operator)
    assert person.post("/support/chat/", {"text": "  "}).status_code == 400
    assert person.post(f"/support/chat/{conversation.pk}/", {"text": "长" * 4001}).status_code == 400
    assert (Conversation.objects.count(), Message.objects.count()) == (1, 0)


def test_ended_conversation_is_rated_once_and_goes_on_when_something_is_said(person, operator):
    conversation = ask(person, "问题")
    person.post(f"/support/chat/{conversation.pk}/rate/", {"rating": "5"})
    conversation.refresh_from_db()
    assert conversation.rating is None
    person.post(f"/support/chat/{conversation.pk}/close/")
    person.post(f"/support/chat/{conversation.pk}/rate/", {"rating": "2", "text": "没有解决"})
    conversation.refresh_from_db()
    assert (conversation.state, conversation.rating) == ("CLOSED", 2)
    assert "/feedback/?category=SITE" in page(person, conversation)
    person.post(f"/support/chat/{conversation.pk}/", {"text": "还有问题"})
    conversation.refresh_from_db()
    assert conversation.state == "WAITING"


def test_visitor_is_led_to_other_ways(db, client):
    html = client.get("/support/chat/").content.decode()
    assert "/feedback/" in html and "/login/" in html
    assert client.post("/support/chat/", {"text": "x"}).status_code == 200 and not Conversation.objects.exists()


def test_panel_stands_on_other_pages_and_counts_what_is_unread(person, operator):
    say(begin(operator), Message.Author.AGENT, "您好")
    html = person.get("/help/").content.decode()
    assert 'class="chat-panel' in html and "条未读" in html


def test_pages_ask_as_often_with_one_as_with_three(person, operator):
    person.get("/support/chat/")
    counts = []
    for more in (1, 2):
        for _ in range(more):
            conversation = ask(person, "红冲的发票还能不能用")
            say(conversation, Message.Author.AGENT, "您好")
        with CaptureQueriesContext(connection) as asked:
            person.get("/support/chat/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_messages_said_at_once_are_numbered_without_a_gap():
    conversation = begin(OperatorFactory())

    def speak(n: int) -> None:
        say(Conversation.objects.get(pk=conversation.pk), Message.Author.PERSON, f"第 {n} 句")
        connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(speak, range(24)))
    numbers = Message.objects.filter(conversation=conversation).order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 25))
