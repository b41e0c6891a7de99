"""The helper answers a file as it answers a number: read by the worker, traced, told once."""
from django.core.files.uploadedfile import SimpleUploadedFile

from invoice_portal.chat.helper.files import answer_given, answer_owed
from invoice_portal.chat.models import Conversation, GivenFile, Message
from invoice_portal.chat.moving import AGENT, PERSON, begin, move
from lookup.models import ReadDocument, Trace
from lookup.tasks import read_document
from tests.factories import StaffFactory
from tests.review.cases import png


def xml_of(operator) -> tuple[bytes, str]:
    """Return an invoice of the operator's that arrived, as XML, with its number."""
    from tests.review.cases import held_by

    held = held_by(operator)
    return held.xml(), held.number


def give(person, *files: tuple[str, bytes], text=""):
    sent = {"text": text, "file": [SimpleUploadedFile(name, data) for name, data in files]}
    answer = person.post("/support/chat/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return Conversation.objects.get()


def said(conversation) -> list[str]:
    return list(conversation.messages.filter(author="HELPER").values_list("text", flat=True))


def read_all() -> None:
    for pk in ReadDocument.objects.values_list("pk", flat=True):
        read_document(str(pk))


def test_a_file_is_read_and_its_invoice_traced_and_told_once(person, operator):
    data, number = xml_of(operator)
    talk = give(person, ("发票.xml", data))
    assert said(talk) == ["正在读取您给的文件，读完就在这里告诉您。"]
    given = GivenFile.objects.get()
    assert answer_given(given.pk) is False, "it is not read yet"
    read_all()
    assert answer_given(given.pk) and answer_given(given.pk)
    trace = Trace.objects.get()
    told = talk.messages.filter(author="HELPER").last()
    assert len(said(talk)) == 2 and number in told.text and told.card["trace"] == str(trace.pk)
    page = person.get(f"/support/chat/{talk.pk}/").content.decode()
    assert f"/trace/{trace.pk}/" in page and f"/trace/file/{given.document_id}/" in page


def test_text_and_file_are_both_answered(person, operator):
    talk = give(person, ("发票.xml", xml_of(operator)[0]), text="26119999999999999999 查不到")
    assert any("26119999999999999999" not in text and "正在读取" in text for text in said(talk))
    assert len(said(talk)) == 2 and talk.messages.filter(card__has_key="trace").count() == 1


def test_a_picture_without_an_invoice_is_said_to_be_none(person):
    talk = give(person, ("截图.png", png(5)))
    read_all()
    assert answer_given(GivenFile.objects.get().pk)
    assert "没有读出可以追踪的发票" in said(talk)[-1] or "截图.png" in said(talk)[-1]
    assert not Trace.objects.exists()


def test_what_was_read_while_no_worker_lived_is_answered_by_the_sweeper(person, operator):
    from datetime import timedelta

    from django.utils import timezone

    talk = give(person, ("发票.xml", xml_of(operator)[0]))
    read_all()
    assert answer_owed() == 0, "it is the task's yet"
    GivenFile.objects.update(given_at=timezone.now() - timedelta(minutes=5))
    assert answer_owed() == 1 and answer_owed() == 0
    assert len(said(talk)) == 2


def test_an_agent_s_conversation_is_not_interrupted(person, operator):
    talk = begin(operator)
    move(talk, "ask_person", who=PERSON, by=operator.person)
    move(talk, "take", who=AGENT, by=StaffFactory(role="SUPPORT").person)
    sent = {"text": "", "file": SimpleUploadedFile("发票.xml", xml_of(operator)[0])}
    assert person.post(f"/support/chat/{talk.pk}/", sent).status_code == 302
    assert not said(talk) and not GivenFile.objects.exists()
    assert Message.objects.filter(author="PERSON", files__isnull=False).exists()
