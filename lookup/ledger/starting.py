"""From confirmed columns to a run that is traced: one at a time for each operator, the others in line."""
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal
from lookup.models import LedgerRun

from .owing import queue

State = LedgerRun.State


def start(run: LedgerRun, *, columns: Mapping[str, int], side: str, by) -> None:
    """Put the run in line with these columns (see :func:`columns.resolved`). Raises :class:`Refusal` (409) if begun."""
    now = timezone.now()
    with transaction.atomic():
        mapped = LedgerRun.objects.filter(pk=run.pk, state=State.MAPPING)
        if not mapped.update(state=State.QUEUED, columns=dict(columns), side=side, started_at=now, moved_at=now):
            raise Refusal("already_started", _("这份台账已经开始追踪。要改各列的对应关系，请重新上传。"), status=409)
        record("ledger", run.pk, "started", by=by, columns=dict(columns), side=side)
        queue(run.pk)


def begin_next(operator_id) -> None:
    """Let the operator's run that waits longest be traced, if none of theirs is; the database has the last word."""
    running = LedgerRun.objects.filter(operator=operator_id, state=State.TRACING)
    waiting = LedgerRun.objects.filter(operator=operator_id, state=State.QUEUED).order_by("started_at", "id")
    run_id = waiting.values_list("pk", flat=True).first()
    if run_id is None or running.exists():
        return
    try:
        with transaction.atomic():
            now = timezone.now()
            if LedgerRun.objects.filter(pk=run_id, state=State.QUEUED).update(state=State.TRACING, moved_at=now):
                queue(run_id)
    except IntegrityError:  # another worker let one of theirs begin at the same moment
        return


def fail(run: LedgerRun, why: str) -> None:
    """End a run that cannot go on, with why (a text of the catalogue, facts after ``：``), and let the next begin."""
    now = timezone.now()
    with transaction.atomic():
        going = LedgerRun.objects.filter(pk=run.pk).exclude(state__in=[State.DONE, State.FAILED])
        if going.update(state=State.FAILED, error=why, finished_at=now, moved_at=now):
            record("ledger", run.pk, "failed", reason=why)
            transaction.on_commit(lambda: begin_next(run.operator_id), robust=True)
