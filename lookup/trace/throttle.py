"""Asking is slowed before it becomes guessing: whoever tries dates and amounts for one number learns nothing."""
from invoice_portal.accounts.models import Operator
from invoice_portal.accounts.throttle import limit_of

from .question import Question

#: In all, and with dates or amounts for the same number; of a ledger's rows only the latter are counted.
QUESTIONS, QUESTIONS_WITHIN = 1_000, 600
GUESSES, GUESSES_WITHIN = 30, 3_600


def check_pace(operator: Operator, asked: Question) -> None:
    """Refuse (429) what is asked too often."""
    limit_of(f"trace:{operator.pk}", times=QUESTIONS, seconds=QUESTIONS_WITHIN)
    check_guess(operator, asked)


def check_guess(operator: Operator, asked: Question) -> None:
    """Refuse (429) one more date or amount for a number that was asked for with many."""
    if asked.number and (asked.date_from or asked.total is not None):
        limit_of(f"trace:{operator.pk}:{asked.slug[:40]}", times=GUESSES, seconds=GUESSES_WITHIN)
