"""The checks that a trace made, each with its result: pass (not the reason), fail (a reason), unknown (cannot tell).

Pure. A stranger's invoice gives the same checks as one that does not exist.
"""
from __future__ import annotations

from collections.abc import Iterator

from lookup.coverage.standing import Standing, complete_until, region_standing

from .causes import hidden_by_filter, impossible_number
from .facts import Check, Facts

PASS, FAIL, UNKNOWN = "pass", "fail", "unknown"
TYPED, RECORDS, ARRIVALS, ACCOUNTS, APPLICATIONS = "typed", "records", "arrivals", "accounts", "applications"


def checks_of(facts: Facts) -> Iterator[Check]:
    """Yield every check, in the order in which people think of them."""
    for rule, source, made in (
        ("number", TYPED, _number(facts)),
        ("date", TYPED, _date(facts)),
        ("records", RECORDS, _records(facts)),
        ("validity", RECORDS, _validity(facts)),
        ("filters", RECORDS, _filters(facts)),
        ("other_taxpayers", ACCOUNTS, _elsewhere(facts)),
        ("permission", ACCOUNTS, _permission(facts)),
        ("quarantine", ARRIVALS, _quarantine(facts)),
        ("title", RECORDS, _title(facts)),
        ("near", RECORDS, _near(facts)),
        ("announced", ARRIVALS, _announced(facts)),
        ("application", APPLICATIONS, _application(facts)),
    ):
        result, compared = made
        yield Check(rule, result, source, facts.now, compared)
    yield _coverage(facts)


def _number(facts: Facts) -> tuple[str, dict]:
    if not facts.question.number:
        return UNKNOWN, {}
    wrong = None if facts.seen else impossible_number.wrong_part(facts.question, facts.today)
    return (FAIL, {"part": wrong.part, "value": wrong.value}) if wrong else (PASS, {"number": facts.question.slug})


def _date(facts: Facts) -> tuple[str, dict]:
    asked = facts.question.date_from
    if asked is None:
        return UNKNOWN, {}
    return (FAIL if asked > facts.today else PASS), {"date": asked.isoformat(), "today": facts.today.isoformat()}


def _records(facts: Facts) -> tuple[str, dict]:
    return (PASS, {"slug": facts.seen.slug}) if facts.seen else (FAIL, {})


def _validity(facts: Facts) -> tuple[str, dict]:
    seen = facts.seen
    if seen is None:
        return UNKNOWN, {}
    bad = seen.validity in ("VOIDED", "REVERSED") or seen.conflict
    return (FAIL if bad else PASS), {"status": seen.status}


def _filters(facts: Facts) -> tuple[str, dict]:
    if facts.seen is None:
        return UNKNOWN, {}
    hidden = hidden_by_filter.holds(facts)
    return (FAIL, {"fields": hidden["hidden_by"]}) if hidden else (PASS, {})


def _elsewhere(facts: Facts) -> tuple[str, dict]:
    if not facts.looked_elsewhere:
        return UNKNOWN, {}
    return (FAIL, {"taxpayer": facts.elsewhere.taxpayer}) if facts.elsewhere else (PASS, {})


def _permission(facts: Facts) -> tuple[str, dict]:
    return (FAIL, {"side": facts.out_of_scope.side}) if facts.out_of_scope else (PASS, {})


def _quarantine(facts: Facts) -> tuple[str, dict]:
    refused = facts.refused
    return (FAIL, {"reason": refused.reason, "field": refused.field}) if refused else (PASS, {})


def _title(facts: Facts) -> tuple[str, dict]:
    if facts.other_title:
        return FAIL, {"fields": list(facts.other_title.fields)}
    asked = facts.question
    told = asked.digest or (asked.number and asked.day and asked.total is not None)
    return (PASS if told or facts.seen else UNKNOWN), {}


def _near(facts: Facts) -> tuple[str, dict]:
    if facts.seen or not (facts.question.number or facts.near):
        return UNKNOWN, {}
    return (FAIL, {"suggestion": facts.near[0].slug}) if facts.near else (PASS, {})


def _announced(facts: Facts) -> tuple[str, dict]:
    return (FAIL, {"source": facts.awaited.source.name}) if facts.awaited else (PASS, {})


def _application(facts: Facts) -> tuple[str, dict]:
    applied = facts.application
    return (FAIL, {"reference": applied.reference, "state": applied.state}) if applied else (PASS, {})


def _coverage(facts: Facts) -> Check:
    until = complete_until(facts.sources)
    as_of = until or facts.now
    compared = {"region": facts.region, "complete_until": until.isoformat() if until else ""}
    if not facts.region or (facts.window is None and facts.sources):
        return Check("coverage", UNKNOWN, ARRIVALS, as_of, compared)
    found, source = Standing.BEFORE, None
    if facts.window is not None:
        found, source = region_standing(facts.sources, facts.window, facts.now)
    names = {"standing": found.value, "source": source.name if source else ""}
    return Check("coverage", PASS if found == Standing.COVERED else FAIL, ARRIVALS, as_of, compared | names)
