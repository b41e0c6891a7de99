"""BEFORE_COVERAGE: issued before the first span of its region, or in a region that no source covers."""
from lookup.coverage.standing import Standing, region_standing
from lookup.trace.facts import Facts

CODE = "BEFORE_COVERAGE"


def holds(facts: Facts) -> dict | None:
    if not facts.region or facts.seen or facts.elsewhere or facts.out_of_scope or facts.refused or facts.other_title:
        return None
    if not facts.sources:
        return {"region": facts.region, "begins": ""}
    if facts.window is None or region_standing(facts.sources, facts.window, facts.now)[0] != Standing.BEFORE:
        return None
    return {"region": facts.region, "begins": min(source.spans[0][0] for source in facts.sources).isoformat()}
