"""ANNOUNCED: a manifest lists the number, and its data has not come."""
from lookup.coverage.standing import expected_next
from lookup.trace.eta import eta_json
from lookup.trace.facts import Facts

CODE = "ANNOUNCED"


def holds(facts: Facts) -> dict | None:
    awaited = facts.awaited
    if awaited is None:
        return None
    return {
        "source": awaited.source.name, "batch": awaited.batch, "announced_at": awaited.announced_at.isoformat(),
        "eta": eta_json(expected_next(awaited.source, facts.now)),
    }  # fmt: skip
