"""The due day of a case: computed from its events alone, and kept beside it so that a queue can be sorted by it."""
import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from invoice_portal.history.models import Event
from invoice_portal.history.record import record
from resubmission.models import Application

from .clock import RUNNING, Change, due_on
from .setting import days_promised

log = logging.getLogger(__name__)
_AT_ONCE = 500


def due_of(application: Application) -> date | None:
    """Return by when the case is to be decided, as its events say."""
    return _dues([application.pk])[str(application.pk)]


def recount() -> int:
    """Count again what is under way; return how many days had to be moved.

    Days move when holidays are announced for a year that was guessed. It also fills in what was never counted.
    """
    wrong, last = 0, None
    while True:
        under_way = Application.objects.filter(Q(pk__gt=last) if last else Q(), state__in=RUNNING).order_by("pk")
        cases = list(under_way.only("pk", "due_on", "version")[:_AT_ONCE])
        if not cases:
            return wrong
        last, dues = cases[-1].pk, _dues(case.pk for case in cases)
        for case in cases:
            due = dues[str(case.pk)]
            if case.due_on != due:
                wrong += _move_day(case, due)


@transaction.atomic
def _move_day(case: Application, due: date | None) -> int:
    """Write another day, and that it moved; not if the case moved meanwhile: then the move has counted."""
    moved = Application.objects.filter(pk=case.pk, version=case.version).update(due_on=due)
    if moved:
        # Not "before" and "after": the days are counted from events that have these.
        record("application", case.pk, "due_day_moved", was=case.due_on and case.due_on.isoformat(),
               now=due and due.isoformat())  # fmt: skip
        log.info("due day moved", extra={"application": str(case.pk), "due": str(due)})
    return moved


def _dues(ids: Iterable) -> dict[str, date | None]:
    subjects = list(map(str, ids))
    events = Event.objects.filter(subject_type="application", subject_id__in=subjects)
    events = events.filter(data__has_keys=["before", "after"])
    changes: dict[str, list[Change]] = defaultdict(list)
    promised = days_promised()
    for subject, at, data in events.order_by("id").values_list("subject_id", "at", "data"):
        changes[subject].append(Change(at, timezone.localdate(at), data["before"], data["after"]))
    return {subject: due_on(changes[subject], promised) for subject in subjects}
