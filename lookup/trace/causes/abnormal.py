"""ABNORMAL: visible, but incomplete or in conflict."""
from lookup.trace.facts import Facts

CODE = "ABNORMAL"


def holds(facts: Facts) -> dict | None:
    seen = facts.seen
    if seen is None or not seen.conflict:
        return None
    return {"slug": seen.slug, "conflict": seen.conflict, "fields": list(seen.conflict_fields)}
