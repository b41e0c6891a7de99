"""Asking is slowed before it becomes guessing: whoever tries numbers, or dates and amounts for one, learns nothing."""
from collections.abc import Iterable

from invoice_portal.accounts.misuse import Asking, missed, refuse_if_held
from invoice_portal.accounts.models import Misuse, Operator
from invoice_portal.accounts.throttle import limit_of
from lookup.models import Trace

from .asking import ask
from .gathering.asker import Asker
from .question import Question

#: In all, and with dates or amounts for the same number; of a ledger's rows only the latter are counted.
QUESTIONS, QUESTIONS_WITHIN = 1_000, 600
GUESSES, GUESSES_WITHIN = 30, 3_600
#: Answers about something of the asker's. Every other one counts as a guess, whatever was said beside the number: a
#: date must not make it free, and whether the number is somebody else's must make no difference.
THEIRS = {
    "FOUND", "VOIDED", "REVERSED", "ABNORMAL", "HIDDEN_BY_FILTER", "OTHER_TAXPAYER", "NO_PERMISSION", "QUARANTINED",
    "NEAR_MISS", "ANNOUNCED", "APPLICATION_OPEN",
}  # fmt: skip


def ask_paced(asker: Asker, question: Question, sources: Iterable[Asking]) -> Trace:
    """Answer one question of a person or a program. Refuses (429) whoever asks too often, or tries numbers."""
    check_pace(asker.operator, question)
    refuse_if_held(Misuse.Kind.NUMBERS, sources)
    trace = ask(asker, question)
    if question.number and trace.cause not in THEIRS:
        missed(Misuse.Kind.NUMBERS, sources, question.slug)
    return trace


def check_pace(operator: Operator, asked: Question) -> None:
    """Refuse (429) what is asked too often."""
    limit_of(f"trace:{operator.pk}", times=QUESTIONS, seconds=QUESTIONS_WITHIN)
    check_guess(operator, asked)


def check_guess(operator: Operator, asked: Question) -> None:
    """Refuse (429) one more date or amount for a number that was asked for with many."""
    if asked.number and (asked.date_from or asked.total is not None):
        limit_of(f"trace:{operator.pk}:{asked.slug[:40]}", times=GUESSES, seconds=GUESSES_WITHIN)
