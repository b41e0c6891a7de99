"""What a decision would do, found by doing it in a transaction that is taken back.

So what the clerk sees is what the taxpayer will get, by the same words, guards and settlement; a preview of its own
would one day tell something else.
"""
from dataclasses import dataclass

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from invoice_portal.accounts.models import Person
from invoice_portal.accounts.phone import masked, masked_email
from invoice_portal.support.models import Notice, NoticeDelivery
from invoice_portal.support.wording import body_of, email_text, language_of, sms_text, title_of

from . import deciding
from .models import Application
from .wording import standing

DECISIONS = {
    "approve": deciding.approve, "disagree": deciding.disagree, "return": deciding.return_, "reject": deciding.reject,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sent:
    """What goes out by one way ("SMS", "EMAIL"), to an address that is masked."""

    channel: str
    to: str
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """One notice in its reader's language, with what is sent beside it; ``reachable``: they could be told elsewhere."""

    to: str
    title: str
    body: str
    sent: list[Sent]
    reachable: bool


@dataclass(frozen=True, slots=True)
class Foreseen:
    """``page`` is the part of the taxpayer's page that tells where the case stands; ``state`` its state then."""

    state: str
    messages: list[Message]
    page: str
    #: A second clerk must agree first.
    proposes: bool = False


def foresee(action: str, case: Application, *, by: Person, reason: str, version: int) -> Foreseen:
    """Return what the decision would bring. Raises the :class:`Refusal` that the decision would raise."""
    began = timezone.now()
    with transaction.atomic():
        after = DECISIONS[action](case, by=by, reason=reason, version=version)
        sent = Notice.objects.filter(taxpayer=case.taxpayer_id, created_at__gte=began, link=f"/applications/{case.pk}/")
        notices = list(sent.select_related("operator__person").prefetch_related("deliveries").order_by("created_at"))
        with translation.override(language_of(case.operator)):
            page = render_to_string("resubmission/_standing.html", standing(after))
            state = str(after.get_state_display())
        transaction.set_rollback(True)
    proposes = after.state == Application.State.IN_REVIEW and after.proposed_by_id is not None
    return Foreseen(state, list(map(_message, notices)), page, proposes)


def _message(notice: Notice) -> Message:
    with translation.override(language_of(notice.operator)):
        sent = [_sent(notice, owed) for owed in sorted(notice.deliveries.all(), key=lambda owed: owed.channel)]
        person = notice.operator.person if notice.operator else None
        reachable = bool(person and (person.phone or person.email))
        return Message(str(notice.operator or notice.taxpayer), title_of(notice), body_of(notice), sent, reachable)


def _sent(notice: Notice, owed: NoticeDelivery) -> Sent:
    if owed.channel == "EMAIL":
        return Sent(owed.channel, masked_email(owed.to), email_text(notice))
    return Sent(owed.channel, masked(owed.to), sms_text(notice))
