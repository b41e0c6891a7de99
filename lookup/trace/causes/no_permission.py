"""NO_PERMISSION: belongs to this taxpayer, but not to what the operator's scopes cover."""
from lookup.trace.facts import Facts

CODE = "NO_PERMISSION"


def holds(facts: Facts) -> dict | None:
    outside = facts.out_of_scope
    return None if outside is None else {"side": outside.side, "administrator": outside.administrator}
