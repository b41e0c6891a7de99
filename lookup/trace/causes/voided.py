"""VOIDED: visible, and the seller voided it."""
from lookup.trace.facts import Facts, Seen

CODE = "VOIDED"


def holds(facts: Facts) -> dict | None:
    seen = facts.seen
    if seen is None or seen.validity != "VOIDED":
        return None
    return ended(seen)


def ended(seen: Seen) -> dict:
    """Say since when and why it is no longer valid, and what stands in its place."""
    return {
        "slug": seen.slug,
        "at": seen.validity_at.isoformat() if seen.validity_at else "",
        "reason": seen.validity_reason,
        "by": seen.reversed_by,
        "replaced_by": seen.replaced_by,
        "open": seen.replaced_by if seen.replaced_by and seen.replacement_seen else seen.slug,
    }
