"""WRONG_TITLE: it arrived made out to another title, and the asker holds it."""
from lookup.trace.facts import Facts

CODE = "WRONG_TITLE"


def holds(facts: Facts) -> dict | None:
    other = facts.other_title
    if other is None:
        return None
    return {"mismatch": other.mismatch, "fields": list(other.fields), "arrived_at": other.arrived_at.isoformat()}
