"""Asking is slowed before it becomes guessing: whoever tries dates and amounts for one number learns nothing."""
from invoice_portal.accounts.models import Operator
from invoice_portal.accounts.throttle import limit_of

from .question import Question

#: In all, and with other dates or amounts for the same number. A ledger goes through /batch/ and is not counted here.
QUESTIONS, QUESTIONS_WITHIN = 1_000, 600
GUESSES, GUESSES_WITHIN = 30, 3_600


def check_pace(operator: Operator, asked: Question) -> None:
    """Refuse (429) what is asked too often."""
    limit_of(f"trace:{operator.pk}", times=QUESTIONS, seconds=QUESTIONS_WITHIN)
    if asked.number and (asked.date_from or asked.total is not None):
        limit_of(f"trace:{operator.pk}:{asked.slug[:40]}", times=GUESSES, seconds=GUESSES_WITHIN)
