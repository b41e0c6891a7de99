"""Watches everything that a ledger waits for: what is announced, late, or of a day that is not complete yet."""
from invoice_portal.accounts.models import Operator
from lookup.models import LedgerRun
from lookup.watches.adding import add_many, why_not_watch

#: On the way, as against never seen or refused.
ON_THE_WAY = ("ANNOUNCED", "BATCH_OVERDUE", "NOT_SYNCED_YET")


def watch_all(operator: Operator, run: LedgerRun) -> tuple[int, int, int]:
    """Watch them; return how many are new, watched already, and impossible to watch (no full number).

    Raises :class:`Refusal` if that were more than a taxpayer may watch.
    """
    rows = run.rows.filter(cause__in=ON_THE_WAY).select_related("trace").order_by("row_number")
    traces = [row.trace for row in rows if row.trace]
    possible = [trace for trace in traces if why_not_watch(trace) is None]
    new = add_many(operator, possible)
    different = len({(trace.number, trace.code) for trace in possible})
    return new, different - new, len(traces) - len(possible)
