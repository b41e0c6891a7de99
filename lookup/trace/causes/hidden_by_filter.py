"""HIDDEN_BY_FILTER: visible, but something asked for excludes it."""
from lookup.trace.facts import Facts

CODE = "HIDDEN_BY_FILTER"


def holds(facts: Facts) -> dict | None:
    seen = facts.seen
    if seen is None or not seen.hidden_by:
        return None
    return {"slug": seen.slug, "hidden_by": list(seen.hidden_by)}
