"""Conversations in every state, made through the same doors as a user's."""
from collections.abc import Callable

from invoice_portal.accounts.models import Operator, Person
from invoice_portal.chat.calling_back import book, free_slots
from invoice_portal.chat.helper.answering import answer
from invoice_portal.chat.models import CannedAnswer, Conversation
from invoice_portal.chat.moving import AGENT, PERSON, begin, move
from invoice_portal.chat.saying import Author, say

from .cast import SOFTWARE

_CANNED = (
    ("问候", "您好，我是客服，正在看您的问题，请稍候。", "Hello, I am looking at your question."),
    ("请提供号码", "请把发票号码和开票日期发给我。", "Please send me the number and date of the invoice."),
)


def open_chats(say_so: Callable[[str], None]) -> None:
    """Make one per state, unless there are some already."""
    if Conversation.objects.exists():
        return
    say_so("conversations …")
    for place, (name, text, english) in enumerate(_CANNED):
        CannedAnswer.objects.create(name=name, text=text, text_en=english, place=place)
    operator = Operator.objects.select_related("taxpayer", "person").get(taxpayer__tax_id=SOFTWARE, code="01")
    agent = Person.objects.get(login="support")
    _asked(operator, "红冲的发票还能不能用来报销？")
    waiting = _asked(operator, "上月的租金发票一直没有到，能帮我查一下吗？")
    taken, closed = _asked(operator, "批量追踪的结果可以导出吗？"), _asked(operator, "数电发票的号码在哪里看？")
    for conversation in (waiting, taken, closed):
        move(conversation, "ask_person", who=PERSON, by=operator.person)
    for slot in free_slots(waiting.region)[:1]:
        book(waiting, slot=slot.key, phone="", by=operator)
    for conversation in (taken, closed):
        move(conversation, "take", who=AGENT, by=agent)
    say(taken, Author.NOTE, "对方用的是代账会计的账户。", staff=agent)
    say(taken, Author.AGENT, "可以，结果页上有“下载表格”。", staff=agent)
    say(closed, Author.AGENT, "在发票右上角，20 位数字。", staff=agent)
    move(closed, "close", who=AGENT, by=agent)
    Conversation.objects.filter(pk=closed.pk).update(rating=5, rating_text="很快就说清楚了。")


def _asked(operator: Operator, text: str) -> Conversation:
    conversation = begin(operator)
    say(conversation, Author.PERSON, text)
    answer(conversation, text, ())
    return conversation
