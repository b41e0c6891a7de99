"""From whom and why a case came to who has it now, told from its events."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from invoice_portal.history.models import Event

from .handing_over import TO_CLERK, TO_REGION

#: After these nobody asks any more why it was handed over.
_OVER = {"release", "return", "settle", "reject", "withdraw", "propose"}


@dataclass(frozen=True, slots=True)
class Handed:
    by: str
    at: datetime
    reason: str


def handed(events: Iterable[Event]) -> Handed | None:
    """Return the last hand-over that still matters, from a case's events, oldest first."""
    last = None
    for event in events:
        if event.action in (TO_CLERK, TO_REGION):
            last = Handed(str(event.actor), event.at, event.reason)
        elif event.action in _OVER:
            last = None
    return last
