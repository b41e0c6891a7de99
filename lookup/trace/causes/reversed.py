"""REVERSED: visible, and a red invoice reversed the whole of it."""
from lookup.trace.facts import Facts

from .voided import ended

CODE = "REVERSED"


def holds(facts: Facts) -> dict | None:
    if facts.seen is None or facts.seen.validity != "REVERSED":
        return None
    return ended(facts.seen)
