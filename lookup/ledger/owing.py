"""Tells the worker that a run owes work. The row in the database is the debt; the message may be lost."""
from datetime import timedelta

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from invoice_portal.queueing import queue_after_commit
from lookup.models import LedgerRun

State = LedgerRun.State
#: By name, since tasks call workers, and workers queue tasks.
TASK = "lookup.tasks.work_on_ledger"
#: What stands still for so long has lost its worker.
LEASE = timedelta(seconds=settings.LEASE_SECONDS)
#: A message lost before anyone took the work up is missed sooner.
UNTOUCHED = timedelta(seconds=20)
#: A file that kills its workers, or a slice that never ends, is given up.
MOST_ATTEMPTS = 5


def queue(run_id) -> None:
    """Tell the worker after commit. Without Redis the row stands, and the sweeper tells it later."""
    queue_after_commit(TASK, str(run_id))


def requeue_owed() -> int:
    """Queue again the runs that stand still; give up those that have done so too often. Return how many."""
    now = timezone.now()
    busy = Q(state__in=[State.READING, State.TRACING], moved_at__lt=now - LEASE)
    waiting = Q(state__in=[State.UPLOADED, State.QUEUED], moved_at__lt=now - UNTOUCHED)
    LedgerRun.objects.filter(busy, attempts__gte=MOST_ATTEMPTS).update(
        state=State.FAILED, error=_("多次尝试后仍未完成，原因已记录。请稍后重新上传。"), moved_at=now, finished_at=now
    )
    owed = list(LedgerRun.objects.filter(busy | waiting).order_by("moved_at").values_list("pk", flat=True)[:1000])
    for run_id in owed:
        # Once for each standstill, however often the sweeper comes by.
        quiet = LedgerRun.objects.filter(busy | waiting, pk=run_id)
        if quiet.update(moved_at=now, attempts=F("attempts") + 1):
            queue(run_id)
    return len(owed)
