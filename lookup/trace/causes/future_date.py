"""FUTURE_DATE: the issue date asked for lies ahead."""
from lookup.trace.facts import Facts

CODE = "FUTURE_DATE"


def holds(facts: Facts) -> dict | None:
    asked = facts.question.date_from or (facts.question.date_to if facts.question.day else None)
    if asked is None or asked <= facts.today:
        return None
    return {"date": asked.isoformat(), "today": facts.today.isoformat()}
