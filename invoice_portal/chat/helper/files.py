"""What the helper says to a file: it is read as on /trace/file/, and each invoice in it is traced."""
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Operator
from invoice_portal.queueing import queue_after_commit
from invoice_portal.refusal import Refusal
from invoice_portal.support.wording import language_of
from lookup.models import ReadDocument
from lookup.trace.gathering.asker import asker_of
from lookup.uploaded.taking import take
from lookup.uploaded.tracing import traces_of

from ..models import Conversation, GivenFile, Message
from ..saying import Author, say
from .answering import HELPED, said_of

TASK = "invoice_portal.chat.tasks.answer_given_file"
#: Invoices of a file that are told one by one; more are looked through on the file's own page.
MOST_TOLD = 3
#: After which a file is nobody's any more but the sweeper's.
PATIENCE = timedelta(minutes=1)
_UNREAD = (ReadDocument.State.WAITING, ReadDocument.State.READING)


def owe_answers(message: Message, files: Iterable[UploadedFile]) -> bool:
    """Have the files read, while no agent has the conversation; tell whether there is one that can be."""
    conversation = message.conversation
    if conversation.state not in HELPED:
        return False
    owed = [_owe(message, file) for file in files]
    if not any(owed):
        return False
    operator = conversation.operator
    with translation.override(language_of(operator) if operator.person.language else get_language()):
        say(conversation, Author.HELPER, _("正在读取您给的文件，读完就在这里告诉您。"))
    return True


def _owe(message: Message, file: UploadedFile) -> bool:
    file.seek(0)
    try:
        with transaction.atomic():
            document = take(message.conversation.operator, file)
            given = GivenFile.objects.create(message=message, document=document)
            queue_after_commit(TASK, given.pk)
    except Refusal:  # no invoice can be in it; for the agent it is there all the same
        return False
    return True


@transaction.atomic
def answer_given(given_id: int) -> bool:
    """Say what was found in the file, once. False if it is not read yet."""
    rows = GivenFile.objects.select_for_update(of=("self",)).filter(pk=given_id, answered_at=None)
    given = rows.select_related("document", "message__conversation__operator__taxpayer").first()
    if given is None:
        return True
    if given.document.state in _UNREAD:
        return False
    GivenFile.objects.filter(pk=given.pk).update(answered_at=timezone.now())
    conversation = given.message.conversation
    if conversation.state != Conversation.State.CLOSED:
        with translation.override(language_of(conversation.operator)):
            for text, card in _told(given.document, conversation.operator):
                say(conversation, Author.HELPER, text, card=card)
    return True


def answer_owed() -> int:
    """Answer what was read while no worker lived, or whose message was lost."""
    owed = GivenFile.objects.filter(answered_at=None, given_at__lt=timezone.now() - PATIENCE).order_by("given_at")
    return sum(answer_given(pk) for pk in owed.values_list("pk", flat=True)[:200])


def _told(document: ReadDocument, operator: Operator) -> Iterator[tuple[str, dict[str, Any]]]:
    name, card = document.original_name, {"document": str(document.pk)}
    if document.state == ReadDocument.State.FAILED:
        yield f"{name}\n{document.get_failure_display()}", card
        return
    if len(document.found) > MOST_TOLD:
        words = {"name": name, "count": len(document.found)}
        yield _("“%(name)s”里有 %(count)d 张发票，请在读取结果里逐张查看。") % words, card
        return
    try:
        traces = traces_of(asker_of(operator), document)
    except Refusal as refusal:
        yield f"{name}\n{refusal.detail}", card
        return
    for trace in traces or [None]:
        if trace:
            yield f"{name} {trace.number}\n{said_of(trace)}", card | {"trace": str(trace.pk)}
        else:
            yield _("“%(name)s”里没有读出可以追踪的发票，请核对读取结果，或点“转人工”。") % {"name": name}, card
