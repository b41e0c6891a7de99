"""Messages that were given up: listed for the operator, and owed again when they say so."""
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from invoice_portal.accounts.models import Person
from invoice_portal.history.record import record_many
from invoice_portal.queueing import queue_after_commit

from .models import NoticeDelivery

State = NoticeDelivery.State


def given_up() -> QuerySet[NoticeDelivery]:
    """Return the messages that failed, latest first."""
    return NoticeDelivery.objects.filter(state=State.FAILED).order_by("-next_try_at", "-id")


@transaction.atomic
def send_again(deliveries: Iterable[object], *, by: Person | None, reason: str) -> int:
    """Owe failed messages again with all their attempts; return how many. The gateway knows them by the same key."""
    failed = NoticeDelivery.objects.select_for_update().filter(pk__in=list(deliveries), state=State.FAILED)
    keys = list(failed.values_list("pk", flat=True))
    owed = {"state": State.OWED, "attempts": 0, "next_try_at": timezone.now(), "error": ""}
    NoticeDelivery.objects.filter(pk__in=keys).update(**owed)
    record_many("delivery", keys, "sent_again", by=by, reason=reason)
    for key in keys:
        queue_after_commit("invoice_portal.support.tasks.deliver", str(key))
    return len(keys)
