"""How far a run is, for the page that waits and for programs."""
from lookup.models import LedgerRun

State = LedgerRun.State
#: States in which the worker is busy, or will be.
WORKING = (State.UPLOADED, State.READING, State.QUEUED, State.TRACING)


def progress_of(run: LedgerRun) -> dict:
    """Return state, rows done of rows, and how many runs of the same person go first."""
    return {"state": run.state, "rows_done": run.rows_done, "rows_total": run.rows_total, "ahead": _ahead(run)}


def _ahead(run: LedgerRun) -> int:
    if run.state != State.QUEUED:
        return 0
    theirs = LedgerRun.objects.filter(operator=run.operator_id)
    waiting = theirs.filter(state=State.QUEUED, started_at__lt=run.started_at).count()
    return waiting + theirs.filter(state=State.TRACING).count()
