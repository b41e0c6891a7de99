"""One piece of work on a run, whichever it owes next. The message says nothing but which run it is."""
from lookup.models import LedgerRun

from .finishing import finish
from .laying_out import lay_out
from .opening import read
from .owing import queue
from .starting import begin_next
from .tracing import LANES, trace_slice

State = LedgerRun.State


def work_on(run_id: str) -> None:
    """Do the next piece of work, and queue the one after it. Running twice, or two at once, does nothing twice."""
    run = LedgerRun.objects.select_related("operator__person", "taxpayer").filter(pk=run_id).first()
    if run is None:
        return
    if run.state in (State.UPLOADED, State.READING):
        read(run)
    elif run.state == State.QUEUED:
        begin_next(run.operator_id)
    elif run.state == State.TRACING:
        _trace(run)


def _trace(run: LedgerRun) -> None:
    if run.rows_total is None:
        if lay_out(run):
            for _lane in range(LANES):
                queue(run.pk)
    elif trace_slice(run):
        queue(run.pk)
    else:
        finish(run)
