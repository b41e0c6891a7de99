"""IMPOSSIBLE_NUMBER: no such number can exist: its length, year or region, or it contradicts the date given."""
from datetime import date

from lookup.number import NumberProblem, problem, year_of
from lookup.trace.facts import Facts
from lookup.trace.question import Question

CODE = "IMPOSSIBLE_NUMBER"


def holds(facts: Facts) -> dict | None:
    # A record, whoever sees it, shows that there is such a number.
    if facts.seen or facts.elsewhere or facts.out_of_scope or facts.refused or facts.other_title or facts.awaited:
        return None
    wrong = wrong_part(facts.question, facts.today)
    return {"part": wrong.part, "value": wrong.value} if wrong else None


def wrong_part(asked: Question, today: date) -> NumberProblem | None:
    """Return what is impossible in every way in which the digits can be read, None if one is possible."""
    forms = asked.forms()
    # Eight digits alone are half of an older number: incomplete, not impossible.
    if not forms or forms[0][0] is None:
        return None
    found = [problem(number, code or "") or _against_time(asked, number, code or "", today) for code, number in forms]
    return None if None in found else found[0]


def _against_time(asked: Question, number: str, code: str, today: date) -> NumberProblem | None:
    year = year_of(number, code)
    if year is None:
        return None
    if year > today.year:
        return NumberProblem("year", number[:2])
    first, last = asked.date_from, asked.date_to
    if (first and year < first.year) or (last and year > last.year):
        return NumberProblem("date", number[:2])
    return None
