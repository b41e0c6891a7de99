"""By when a case is to be decided, from what happened to it. Knows nothing of the database."""
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from invoice_portal.office.working_days import counted, moved

#: While a case is in one of these, its clock runs. While it is returned it rests; otherwise it has ended.
RUNNING = frozenset({"SUBMITTED", "IN_REVIEW"})
RESTING = "RETURNED"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of state: when, and on which day that was here."""

    at: datetime
    on: date
    before: str
    after: str


def due_on(changes: Iterable[Change], days_promised: Callable[[datetime], int]) -> date | None:
    """Return the last day of the promise; None for what is resting, was withdrawn or never handed in.

    A case is promised what held when it was handed in. Handed in again after a return it goes on with the
    days that were left; opened anew after a decision it begins afresh. A decided case keeps its day.
    """
    due: date | None = None
    since: date | None = None
    left = 0
    for change in changes:
        runs = change.after in RUNNING
        if runs and since is None:
            if change.before != RESTING:
                left = days_promised(change.at)
            since, due = change.on, moved(change.on, left)
        elif not runs and since is not None:
            left -= counted(since, change.on)
            since = None
        if change.after in (RESTING, "WITHDRAWN"):
            due = None
    return due
