"""Call-backs: the hours that can be booked, and the one door through which one is booked, cancelled or done."""
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Operator, Person
from invoice_portal.accounts.phone import clean_phone, masked
from invoice_portal.history.record import record
from invoice_portal.office.hours import hours_now
from invoice_portal.refusal import Refusal
from invoice_portal.support.wording import language_of

from .models import CallBack, Conversation
from .models.call_back import PLACES
from .permissions import why_not_handle
from .saying import Author, say

State = CallBack.State
#: A call lasts less, and begins somewhere in it.
HOUR = timedelta(hours=1)
#: Agents see it before it begins; and nobody plans further ahead.
NOTICE, FURTHEST, MOST = timedelta(minutes=30), timedelta(days=10), 40


@dataclass(frozen=True, slots=True)
class Slot:
    starts_at: datetime
    ends_at: datetime

    @property
    def key(self) -> str:
        """How a form names it."""
        return self.starts_at.astimezone(timezone.get_default_timezone()).isoformat(timespec="minutes")


def free_slots(region: str) -> list[Slot]:
    """Return the hours within office hours that still have a place, soonest first, in three queries."""
    slots = list(_hours())
    taken = CallBack.objects.filter(region=region, state=State.BOOKED, starts_at__gte=timezone.now())
    counts: dict[datetime, int] = {}
    for starts_at in taken.values_list("starts_at", flat=True):
        counts[starts_at] = counts.get(starts_at, 0) + 1
    return [slot for slot in slots if counts.get(slot.starts_at, 0) < PLACES]


def _hours() -> Iterator[Slot]:
    now, count = timezone.now(), 0
    for opens, closes in hours_now().coming(now):
        starts_at = opens
        while starts_at + HOUR <= closes and starts_at < now + FURTHEST:
            if starts_at >= now + NOTICE:
                yield Slot(starts_at, starts_at + HOUR)
                count += 1
                if count == MOST:
                    return
            starts_at += HOUR
        if opens > now + FURTHEST:
            return


def booked(conversation: Conversation) -> CallBack | None:
    """Return the call-back that is still to come, or is late."""
    return conversation.call_backs.filter(state=State.BOOKED).first()


@transaction.atomic
def book(conversation: Conversation, *, slot: str, phone: str, by: Operator) -> CallBack:
    """Book an hour; ``phone`` "" is the number that is registered. Says so in the conversation.

    Raises :class:`Refusal` for an hour that is not free, a number that is none, a second one at the same time.
    """
    number = clean_phone(phone) if phone.strip() else by.person.phone
    if not number:
        text = _("请填写接听电话的手机号。")
        raise Refusal("no_phone", text, fields={"phone": text})
    locked = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if booked(locked):
        raise Refusal("booked_already", _("已经约好一次回电。要改时间，请先取消。"), status=409)
    chosen = next((free for free in free_slots(locked.region) if free.key == slot), None)
    made = chosen and _placed(locked, chosen, number)
    if not made:
        text = _("请选择列表里的一个时间；刚才选的可能已约满。")
        raise Refusal("slot_gone", text, fields={"slot": text})
    record("call_back", made.pk, "booked", by=by.person, at=made.starts_at.isoformat())
    words = {"time": time_words(made), "phone": masked(number)}
    _say(locked, _("已预约回电：%(time)s，打给 %(phone)s。") % words)
    return made


def _placed(conversation: Conversation, slot: Slot, phone: str) -> CallBack | None:
    """Take a free place of the hour; None if others took the last one meanwhile."""
    taken = CallBack.objects.filter(region=conversation.region, starts_at=slot.starts_at, state=State.BOOKED)
    for place in set(range(1, PLACES + 1)) - set(taken.values_list("place", flat=True)):
        try:
            with transaction.atomic():
                return CallBack.objects.create(
                    conversation=conversation, region=conversation.region, phone=phone, place=place,
                    starts_at=slot.starts_at, ends_at=slot.ends_at,
                )  # fmt: skip
        except IntegrityError:
            continue
    return None


def cancel(conversation: Conversation, *, by: Operator) -> None:
    """Let the hour go. Once more changes nothing."""
    with transaction.atomic():
        if ended := _end(conversation, State.CANCELLED, by.person):
            _say(conversation, _("已取消 %(time)s的回电。") % {"time": time_words(ended)})


@transaction.atomic
def called(conversation: Conversation, *, by: Person, reached: bool) -> None:
    """Note that an agent called. Raises :class:`Refusal` for whom it does not concern and if nothing is booked."""
    if refusal := why_not_handle(by, conversation):
        raise refusal
    if not _end(conversation, State.DONE if reached else State.UNREACHED, by):
        raise Refusal("not_booked", _("没有要打的回电。请刷新页面查看最新情况。"), status=409)
    with translation.override(language_of(conversation.operator)):
        missed = _("我们刚才给您回电，没有接通。您可以再约一个时间，或在这里接着写。")
        said = _("我们已按预约给您回电。还有问题，可以在这里接着写。") if reached else missed
        say(conversation, Author.AGENT, said, staff=by)


def _end(conversation: Conversation, state: str, by: Person) -> CallBack | None:
    Conversation.objects.select_for_update().get(pk=conversation.pk)
    row = booked(conversation)
    if row is None:
        return None
    agent = by if by.is_staff else None
    row.state, row.closed_at, row.phone, row.agent = state, timezone.now(), "", agent
    row.save(update_fields=["state", "closed_at", "phone", "agent"])
    record("call_back", row.pk, state.lower(), by=by)
    return row


def number_of(conversation: Conversation, *, by: Person) -> str:
    """Return the number to be dialled, with who asked for it recorded. Raises :class:`Refusal` as :func:`called`."""
    if refusal := why_not_handle(by, conversation):
        raise refusal
    row = booked(conversation)
    if row is None:
        raise Refusal("not_booked", _("没有要打的回电。请刷新页面查看最新情况。"), status=409)
    with transaction.atomic():
        record("call_back", row.pk, "number_shown", by=by)
    return row.phone


def time_words(row: CallBack | Slot) -> str:
    """Say day, weekday and hour, with the time zone: whoever is called may be elsewhere."""
    zone = timezone.get_default_timezone()
    begins, ends = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
    words = {
        "day": date_format(begins, "DATE_FORMAT"), "weekday": date_format(begins, "l"),
        "from": time_format(begins, "H:i"), "to": time_format(ends, "H:i"),
    }  # fmt: skip
    return _("%(day)s %(weekday)s %(from)s–%(to)s（北京时间）") % words


def _say(conversation: Conversation, text: str) -> None:
    say(conversation, Author.SYSTEM, text)
