"""Pays what is owed by SMS or e-mail: claimed by a filtered update, retried with growing pauses."""
import logging
import uuid
from datetime import timedelta

from django.db.models import F
from django.utils import timezone, translation

from invoice_portal.gateway.sending import GatewayDown, send

from .models import NoticeDelivery
from .quiet import quiet_until
from .wording import email_text, language_of, sms_text, title_of

log = logging.getLogger(__name__)

#: Pause after each attempt; as many attempts as there are pauses, then it has failed.
PAUSES = [timedelta(seconds=seconds) for seconds in (30, 60, 300, 900, 3600, 4 * 3600, 12 * 3600, 24 * 3600)]

State = NoticeDelivery.State


def due() -> list[uuid.UUID]:
    """Return what may be tried now, longest waiting first."""
    waiting = NoticeDelivery.objects.filter(state=State.OWED, next_try_at__lte=timezone.now())
    return list(waiting.order_by("next_try_at").values_list("pk", flat=True)[:500])


def pay(delivery_id: str) -> bool:
    """Try one delivery and tell whether it was sent now.

    A worker that dies after sending leaves the row owed; the next attempt carries the same key, by
    which the gateway knows that it has sent this already.
    """
    owed = _claim(delivery_id)
    if owed is None:
        return False
    notice = owed.notice
    with translation.override(language_of(notice.operator)):
        subject = title_of(notice)
        text = sms_text(notice) if owed.channel == "SMS" else email_text(notice)
    try:
        send(owed.channel, owed.to, text, subject=subject, key=str(owed.pk))
    except GatewayDown as down:
        _note_failure(owed, str(down))
        return False
    sent = {"state": State.SENT, "sent_at": timezone.now(), "error": ""}
    NoticeDelivery.objects.filter(pk=owed.pk).exclude(state=State.SENT).update(**sent)
    return True


def _claim(delivery_id: str) -> NoticeDelivery | None:
    """Take the next attempt, unless another worker has it or it is not due."""
    row = NoticeDelivery.objects.filter(pk=delivery_id, state=State.OWED).first()
    if row is None:
        return None
    now, attempts = timezone.now(), row.attempts
    if row.next_try_at > now:
        return None
    if row.channel == "SMS" and (until := quiet_until(now)):
        NoticeDelivery.objects.filter(pk=row.pk, state=State.OWED, attempts=attempts).update(next_try_at=until)
        return None
    if attempts >= len(PAUSES):
        _note_failure(row, row.error or "the worker died during the last attempt")
        return None
    mine = NoticeDelivery.objects.filter(pk=row.pk, state=State.OWED, attempts=attempts, next_try_at__lte=now)
    if not mine.update(attempts=F("attempts") + 1, next_try_at=now + PAUSES[attempts]):
        return None
    return NoticeDelivery.objects.select_related("notice__operator__person").get(pk=row.pk)


def _note_failure(owed: NoticeDelivery, error: str) -> None:
    failed = owed.attempts >= len(PAUSES)
    state = State.FAILED if failed else State.OWED
    NoticeDelivery.objects.filter(pk=owed.pk, state=State.OWED).update(state=state, error=error[:500])
    if failed:
        log.error("delivery given up", extra={"delivery": str(owed.pk), "error": error[:500]})
