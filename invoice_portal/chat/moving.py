"""The states of a conversation and the one door through which it changes. Guards are data."""
import secrets
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Operator, Person
from invoice_portal.accounts.throttle import limit_of
from invoice_portal.history.record import record
from invoice_portal.office.hours import back_words, hours_now
from invoice_portal.refusal import Refusal
from invoice_portal.support.wording import language_of
from lookup.models import Trace

from .models import Conversation
from .permissions import why_not_handle
from .saying import Author, say

State = Conversation.State
PERSON, AGENT = "person", "agent"
_ALPHABET = "23456789ABCDEFGHJKMNPQRTUVWXY"
#: New conversations of one person in an hour.
MOST_AN_HOUR = 20


@dataclass(frozen=True, slots=True)
class Step:
    sources: tuple[State, ...]
    target: State
    who: tuple[str, ...]


STEPS = {
    "ask_person": Step((State.HELPER,), State.WAITING, (PERSON,)),
    "take": Step((State.HELPER, State.WAITING, State.TAKEN), State.TAKEN, (AGENT,)),
    "hand_over": Step((State.TAKEN,), State.WAITING, (AGENT,)),
    "close": Step((State.HELPER, State.WAITING, State.TAKEN), State.CLOSED, (PERSON, AGENT)),
    "reopen": Step((State.CLOSED,), State.WAITING, (PERSON, AGENT)),
}


@transaction.atomic
def begin(operator: Operator, *, from_page: str = "", trace: Trace | None = None) -> Conversation:
    """Open a conversation. Raises :class:`Refusal` for too many within an hour."""
    limit_of(f"chat:{operator.pk}", times=MOST_AN_HOUR, seconds=3600)
    tail = "".join(secrets.choice(_ALPHABET) for _place in range(6))
    made = Conversation.objects.create(
        reference=f"ZX-{timezone.localdate():%Y%m%d}-{tail}", operator=operator, region=operator.taxpayer.bureau,
        from_page=from_page[:200], trace=trace,
    )  # fmt: skip
    record("conversation", made.pk, "begin", by=operator.person)
    return made


@transaction.atomic
def move(conversation: Conversation, name: str, *, who: str, by: Person, reason: str = "") -> Conversation:
    """Take one step, say in the conversation that it was taken, and return it as it stands.

    Raises :class:`Refusal` if its state, read under a lock, or who asks does not allow it.
    """
    step, locked = STEPS[name], Conversation.objects.select_for_update().get(pk=conversation.pk)
    if who == AGENT and (refusal := why_not_handle(by, locked)):
        raise refusal
    same = name == "take" and locked.agent_id == by.pk and locked.state == State.TAKEN
    if locked.state not in step.sources or who not in step.who or same:
        words = {"state": locked.get_state_display()}
        text = _("这次咨询现在的状态是“%(state)s”，不能再做这一步。请刷新页面查看最新情况。")
        raise Refusal("state_changed", text % words, status=409)
    before, locked.state = locked.state, step.target
    for field, value in _fields(name, by).items():
        setattr(locked, field, value)
    locked.save()
    record("conversation", locked.pk, name, by=by, reason=reason, before=before, after=locked.state)
    with translation.override(language_of(locked.operator)):
        say(locked, Author.SYSTEM, _said(name, who))
    return locked


def _fields(name: str, by: Person) -> dict[str, Any]:
    now = timezone.now()
    if name == "take":
        return {"agent": by, "waiting_since": None}
    if name == "close":
        return {"closed_at": now, "waiting_since": None}
    return {"agent": None, "waiting_since": now, "closed_at": None}


def _said(name: str, who: str) -> str:
    if name == "take":
        return _("客服已接入。")
    if name == "close":
        return _("这次咨询已由您结束。") if who == PERSON else _("这次咨询已由客服结束。有新的问题可以接着写。")
    if name == "hand_over":
        return _("已转给其他客服，请稍候。")
    return waiting_words()


def waiting_words() -> str:
    """Say who comes when: an agent soon, or when people are back."""
    hours, now = hours_now(), timezone.now()
    if hours.is_open(now):
        return _("已转人工，客服会尽快接入。您可以离开本页，答复会保留在这里，并通知您。")
    back = hours.next_opening(now)
    if back is None:
        return _("现在没有人工值守。您的问题已记下，答复会保留在这里，并通知您。")
    text = _("现在不在办公时间，人工 %(back)s恢复。您的问题已记下，答复会保留在这里，并通知您。")
    return text % {"back": back_words(back)}
