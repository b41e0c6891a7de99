"""APPLICATION_OPEN: this taxpayer already applied for it."""
from lookup.trace.facts import Facts

CODE = "APPLICATION_OPEN"


def holds(facts: Facts) -> dict | None:
    applied = facts.application
    if applied is None or facts.seen:
        return None
    return {"reference": applied.reference, "state": applied.state, "url": applied.url, "owner": applied.owner}
