"""OTHER_TAXPAYER: visible to this person under another taxpayer that they act for."""
from lookup.trace.facts import Facts

CODE = "OTHER_TAXPAYER"


def holds(facts: Facts) -> dict | None:
    other = facts.elsewhere
    if other is None:
        return None
    return {"slug": other.slug, "taxpayer": other.taxpayer, "tax_id": other.tax_id, "operator": other.operator_id}
