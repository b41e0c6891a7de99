"""FOUND: visible, normal, and inside what was asked. One reversed in part is found too, with a warning."""
from lookup.trace.facts import Facts

CODE = "FOUND"
_GOOD = ("NORMAL", "PARTLY_REVERSED")


def holds(facts: Facts) -> dict | None:
    seen = facts.seen
    if seen is None or seen.validity not in _GOOD or seen.conflict or seen.hidden_by:
        return None
    partly = seen.validity == "PARTLY_REVERSED"
    return {
        "slug": seen.slug, "status": seen.status, "partly": partly, "by": seen.reversed_by if partly else "",
        "others": [other.slug for other in facts.others_seen],
    }  # fmt: skip
