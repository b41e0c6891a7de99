"""NOT_SYNCED_YET: no source span completes the issue date yet, and the batch that will is not due."""
from lookup.coverage.standing import Standing, expected, region_standing
from lookup.trace.eta import eta_json
from lookup.trace.facts import Facts

CODE = "NOT_SYNCED_YET"


def holds(facts: Facts) -> dict | None:
    return awaited_batch(facts, Standing.PENDING)


def awaited_batch(facts: Facts, wanted: Standing) -> dict | None:
    """Tell of the batch that the issue date waits for, if it stands as wanted."""
    # What has come, in whatever state, waits for no batch.
    if facts.window is None or facts.seen or facts.elsewhere or facts.out_of_scope or facts.refused:
        return None
    found, source = region_standing(facts.sources, facts.window, facts.now)
    if found != wanted or facts.other_title or source is None:
        return None
    watermark = source.watermark
    return {
        "source": source.name,
        "complete_until": watermark.isoformat() if watermark else "",
        "eta": eta_json(expected(source, facts.window, facts.now)),
    }
