"""BATCH_OVERDUE: no source span completes the issue date, and the batch that would is late or was refused."""
from lookup.coverage.standing import Standing
from lookup.trace.facts import Facts

from .not_synced_yet import awaited_batch

CODE = "BATCH_OVERDUE"


def holds(facts: Facts) -> dict | None:
    return awaited_batch(facts, Standing.OVERDUE)
