"""The last piece of work on a run: when every row has its answer, the totals are struck."""
from django.db import transaction
from django.utils import timezone

from invoice_portal.history.record import record
from lookup.models import LedgerRun

from .starting import begin_next
from .totals import totals_of
from .tying import tie

State = LedgerRun.State


def finish(run: LedgerRun) -> bool:
    """Strike the totals and end the run if all rows are answered; tell whether it ended now."""
    with transaction.atomic():
        run = LedgerRun.objects.select_for_update(of=["self"]).get(pk=run.pk)
        if run.state != State.TRACING or run.rows_total is None or run.rows_done < run.rows_total:
            return False
        tie(run)
        now = timezone.now()
        run.totals, run.state, run.finished_at, run.moved_at = totals_of(run, as_of=now), State.DONE, now, now
        run.save(update_fields=["totals", "state", "finished_at", "moved_at"])
        record("ledger", run.pk, "traced", rows=run.rows_total)
        transaction.on_commit(lambda: begin_next(run.operator_id), robust=True)
    return True
