"""NEVER_SEEN: nothing else holds. It says up to when the records are complete, and asks for what would tell more."""
from lookup.coverage.standing import complete_until
from lookup.trace.facts import Facts

CODE = "NEVER_SEEN"


def holds(facts: Facts) -> dict | None:
    if facts.seen or facts.elsewhere or facts.out_of_scope or facts.refused or facts.other_title or facts.awaited:
        return None
    until = complete_until(facts.sources)
    forms = facts.question.forms()
    return {
        "complete_until": until.isoformat() if until else "",
        "region": facts.region,
        "date_unknown": facts.window is None,
        "code_unknown": bool(forms) and forms[0][0] is None,
    }
