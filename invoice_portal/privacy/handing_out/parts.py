"""What a copy of a person's data holds: for each part a file of JSON, whose rows are only theirs.

《个人信息保护法》 art. 45: a copy on request, in a form that can be taken elsewhere.
"""
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from invoice_portal.accounts.models import ApiToken, Consent, Look, Misuse, Operator, Person, SmsCode
from invoice_portal.chat.models import CallBack, Conversation, Message
from invoice_portal.complaints.models import Complaint, ComplaintText
from invoice_portal.history.models import Event
from invoice_portal.support.models import Notice, NoticeChoice, NoticeDelivery
from lookup.models import Export, LedgerRun, ReadDocument, RightRequest, Trace, Watch
from resubmission.models import Application, Evidence

from ..models import Closing

#: Columns that say nothing to the person: what secrets are checked by, and where files lie.
_HIDDEN = {"password", "phone_digest", "digest", "code_digest", "session_digest", "name_key", "barred", "version",
           "attempts", "claimed_at", "claimed_by", "handler", "agent", "lifted_by", "error", "proposed_by",
           "proposed_reason", "proposed_at", "is_superuser", "is_staff", "throttling_failure_count"}  # fmt: skip
#: Where ``name`` is a place in the storage, and not a name.
_STORED = {Evidence, Export, LedgerRun, ReadDocument}


@dataclass(frozen=True)
class Part:
    file: str
    rows: Callable[[Person], QuerySet]


def _theirs(model, **fixed: Any) -> Callable[[Person], QuerySet]:
    return lambda person: model.objects.filter(operator__person=person, **fixed)


PARTS: tuple[Part, ...] = (
    Part("account", lambda p: Person.objects.filter(pk=p.pk)),
    Part("operators", lambda p: Operator.objects.filter(person=p)),
    Part("consents", lambda p: Consent.objects.filter(person=p)),
    Part("closings", lambda p: Closing.objects.filter(person=p)),
    Part("sms_codes", _theirs(SmsCode)),
    Part("api_tokens", _theirs(ApiToken)),
    Part("notices", _theirs(Notice)),
    Part("notice_choices", lambda p: NoticeChoice.objects.filter(person=p)),
    Part("deliveries", lambda p: NoticeDelivery.objects.filter(notice__operator__person=p)),
    Part("traces", _theirs(Trace)),
    Part("watches", _theirs(Watch)),
    Part("right_requests", _theirs(RightRequest)),
    Part("documents", _theirs(ReadDocument)),
    Part("ledgers", _theirs(LedgerRun)),
    Part("zips", _theirs(Export)),
    Part("applications", _theirs(Application)),
    Part("evidence", lambda p: Evidence.objects.filter(application__operator__person=p)),
    Part("conversations", _theirs(Conversation)),
    Part("call_backs", lambda p: CallBack.objects.filter(conversation__operator__person=p)),
    Part("messages", lambda p: Message.objects.filter(conversation__operator__person=p).exclude(author="NOTE")),
    Part("complaints", _theirs(Complaint)),
    Part("complaint_texts", lambda p: ComplaintText.objects.filter(complaint__operator__person=p)),
    Part("looks_of_staff", lambda p: Look.objects.filter(taxpayer__in=_whole(p))),
    Part("held_back", _theirs(Misuse)),
    Part("what_i_did", lambda p: Event.objects.filter(actor=p)),
)


def rows_of(part: Part, person: Person) -> Iterator[dict[str, Any]]:
    """Yield the rows of a part as the database has them, without what is hidden."""
    rows = part.rows(person)
    hidden = _HIDDEN | ({"name"} if rows.model in _STORED else set())
    # What the bureau writes down of itself stays with it: who works on it, not what was decided.
    hidden |= {"person", "role"} if rows.model is Look else set()
    hidden |= {"staff", "by"} if rows.model in (Message, ComplaintText) else set()
    columns = [field.attname for field in rows.model._meta.concrete_fields if field.name not in hidden]
    yield from rows.order_by("pk").values(*columns).iterator(chunk_size=500)


def files_of(person: Person) -> Iterator[tuple[str, str, str]]:
    """Yield (path in the zip, name in the storage, digest) of each file that the person handed in."""
    for one in Evidence.objects.filter(application__operator__person=person).order_by("pk").iterator():
        yield f"files/applications/{one.application_id}/{one.original_name}", one.name, one.digest
    said = Message.objects.filter(conversation__operator__person=person, author="PERSON")
    for message in said.prefetch_related("files").iterator(chunk_size=200):
        yield from _attached(f"files/conversations/{message.conversation_id}", message.files.all())
    texts = ComplaintText.objects.filter(complaint__operator__person=person, author="PERSON")
    for text in texts.prefetch_related("files").iterator(chunk_size=200):
        yield from _attached(f"files/complaints/{text.complaint_id}", text.files.all())


def _attached(folder: str, files: Iterable) -> Iterator[tuple[str, str, str]]:
    for file in files:
        if not file.held and file.state != "INFECTED":
            yield f"{folder}/{file.original_name}", file.name, file.digest


def _whole(person: Person) -> QuerySet:
    """Match the taxpayers all of whose looks the person may know (accounts.looks.sees_what)."""
    sees = Q(sees_purchases=True) & Q(sees_sales=True)
    return Operator.objects.active().filter(sees, person=person).values("taxpayer")
