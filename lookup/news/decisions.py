"""Decisions on applications, of which the room above tells: it registers here at start, since imports point down."""
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from invoice_portal.accounts.models import Operator


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on an application, in words. ``tone`` is one of ok, info, warn, bad."""

    reference: str
    number: str
    label: str
    tone: str
    at: datetime
    url: str


_registered: list[Callable[[Operator, datetime], list[Decision]]] = []


def register_decisions(find: Callable[[Operator, datetime], list[Decision]]) -> None:
    """Let ``find(operator, since)`` tell of decisions, as many as are counted."""
    _registered.append(find)


def decisions(operator: Operator, since: datetime) -> list[Decision]:
    """Return what was decided since on applications that the operator may see, newest first."""
    found = [decision for find in _registered for decision in find(operator, since)]
    return sorted(found, key=lambda decision: decision.at, reverse=True)
