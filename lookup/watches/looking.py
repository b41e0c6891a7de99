"""Asks the question of a watch again, and tells its operator when the answer is no longer to wait.

By the same function as every trace, so a stranger's invoice stays silent for ever.
"""
import logging
from collections.abc import Iterable
from time import monotonic
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from invoice_portal.history.record import record
from invoice_portal.support.notices import notify
from lookup.models import Trace, Watch
from lookup.trace.asking import answer, keep
from lookup.trace.gathering.asker import asker_of
from lookup.trace.question import Question

from .outcome import Told, news, outcome_of
from .stopping import stop

log = logging.getLogger(__name__)
_KINDS = {
    Told.ACCEPTED: "watch_accepted",
    Told.QUARANTINED: "watch_quarantined",
    Told.WRONG_TITLE: "watch_wrong_title",
    Told.BATCH_OVERDUE: "watch_overdue",
}


def look_at(watch_ids: Iterable[UUID | str], *, seconds: float) -> int:
    """Look at each for at most so many seconds in all; return at how many. A fault of one keeps no other."""
    until, looked = monotonic() + seconds, 0
    for watch_id in watch_ids:
        if monotonic() > until:
            break
        try:
            look(watch_id)
        except Exception:
            log.exception("a watch could not be looked at", extra={"watch": str(watch_id)})
        looked += 1
    return looked


@transaction.atomic
def look(watch_id: UUID | str) -> None:
    """Look at one watch; tells at most once of each outcome, however often and by however many it is called."""
    locked = Watch.objects.select_for_update(of=("self",)).filter(pk=watch_id, state=Watch.State.WATCHING)
    watch = locked.select_related("operator__person", "operator__taxpayer", "trace").first()
    if watch is None:
        return
    operator = watch.operator
    if operator.ended_at or not operator.person.is_active:
        stop(watch, by=None, reason="operator ended")
        return
    # Not into the person's other taxpayers: an API token that reads the notice is for this one.
    asker, asked, now = asker_of(operator, look_elsewhere=False), question_of(watch), timezone.now()
    verdict, kept = answer(asker, asked)
    outcome = outcome_of(verdict.cause, verdict.also)
    if outcome and news(outcome, watch.told_as):
        _tell(watch, outcome, keep(asker, asked, verdict, kept))
    Watch.objects.filter(pk=watch.pk).update(looked_at=now)


def question_of(watch: Watch) -> Question:
    """Return what was asked when the watch was begun."""
    return Question.of_json(watch.trace.asked) if watch.trace else Question(number=watch.number, code=watch.code)


def _tell(watch: Watch, outcome: Told, trace: Trace) -> None:
    """Change the watch and owe the notice, in the transaction that holds the watch."""
    # Overdue is not the end: what comes late is told too.
    state = Watch.State.WATCHING if outcome == Told.BATCH_OVERDUE else Watch.State.TOLD
    Watch.objects.filter(pk=watch.pk).update(state=state, told_as=outcome, told_at=timezone.now())
    record("watch", watch.pk, "told", told_as=outcome.value, trace=str(trace.pk))
    found = trace.verdict["invoice"]
    notify(
        watch.operator.taxpayer, operator=watch.operator, kind=_KINDS[outcome], params={"number": watch.slug},
        link=reverse("invoice", args=[found["slug"]]) if found else reverse("trace-answer", args=[trace.pk]),
        dedupe_key=f"watch:{watch.pk}:{outcome.value}",
    )  # fmt: skip
