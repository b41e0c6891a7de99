"""Whoever is not there is told of an answer once a pause."""
from datetime import timedelta

from django.utils import timezone

from invoice_portal.chat.absent import tell_absent
from invoice_portal.chat.models import Conversation, Message
from invoice_portal.chat.moving import begin
from invoice_portal.chat.saying import read_by_person, say
from invoice_portal.support.models import Notice, NoticeDelivery


def answered(conversation, text="已经补上了") -> None:
    say(conversation, Message.Author.AGENT, text)
    Conversation.objects.filter(pk=conversation.pk).update(last_at=timezone.now() - timedelta(minutes=3))


def test_answers_that_nobody_saw_make_one_notice_and_the_next_pause_another(operator):
    conversation = begin(operator)
    say(conversation, Message.Author.AGENT, "您好")
    assert tell_absent() == 0, "just said: the page may be open"
    answered(conversation)
    assert (tell_absent(), tell_absent()) == (1, 0)
    answered(conversation, "还有一句")
    assert tell_absent() == 0
    read_by_person(conversation, 3)
    answered(conversation, "后来的答复")
    assert tell_absent() == 1
    assert Notice.objects.filter(kind="chat_answer", operator=operator).count() == 2
    assert NoticeDelivery.objects.filter(channel="SMS").count() == 2


def test_what_was_seen_and_what_the_helper_said_makes_none(operator):
    seen, automatic = begin(operator), begin(operator)
    answered(seen)
    read_by_person(seen, 1)
    say(automatic, Message.Author.HELPER, "请看帮助")
    Conversation.objects.update(last_at=timezone.now() - timedelta(minutes=3))
    assert tell_absent() == 0 and not Notice.objects.exists()
