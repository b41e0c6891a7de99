"""Under which number what was asked for will arrive. Pure."""
from __future__ import annotations

from lookup.number import problem
from lookup.trace.question import Question


def key_of(asked: Question) -> tuple[str, str] | None:
    """Return (code, number) of the best reading that can exist; None if there is none or it is incomplete.

    Eight digits alone belong to any number of codes, so nobody can say which of them is meant.
    """
    possible = ((code, number) for code, number in asked.forms() if code is not None and not problem(number, code))
    return next(possible, None)
