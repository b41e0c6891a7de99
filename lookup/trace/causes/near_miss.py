"""NEAR_MISS: what was asked for is not known, but one of theirs is one slip away and nothing else contradicts it."""
from lookup.trace.facts import Facts

CODE = "NEAR_MISS"


def holds(facts: Facts) -> dict | None:
    # What is refused or announced under this very number is known: nothing was mistyped.
    if not facts.near or facts.seen or facts.refused or facts.other_title or facts.awaited or facts.out_of_scope:
        return None
    best, *others = facts.near
    return {
        "suggestion": best.slug, "slip": best.slip, "issue_date": best.issue_date.isoformat(),
        "seller_name": best.seller_name, "total": str(best.total), "others": [near.slug for near in others],
    }  # fmt: skip
