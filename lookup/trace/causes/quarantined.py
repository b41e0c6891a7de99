"""QUARANTINED: it arrived and was refused; this taxpayer is named in it, or the asker holds it."""
from lookup.trace.facts import Facts

CODE = "QUARANTINED"


def holds(facts: Facts) -> dict | None:
    refused = facts.refused
    if refused is None:
        return None
    return {
        "reason": refused.reason, "field": refused.field, "source": refused.source, "named": refused.named,
        "arrived_at": refused.arrived_at.isoformat(),
    }  # fmt: skip
