"""The one function that answers a trace: for page, API, command line, search, chat and ledger alike."""
from datetime import timedelta

from django.utils import timezone

from lookup.models import Trace

from .facts import Verdict
from .gathering import gather
from .gathering.asker import Asker
from .judging import judge
from .question import Question
from .verdict_json import verdict_json

#: The same question with the same answer within this time is one trace: a page reloaded asks nothing new.
SAME_WITHIN = timedelta(minutes=10)


def ask(asker: Asker, question: Question) -> Trace:
    """Answer the question and keep the answer. Raises only what the database raises when it cannot tell."""
    return keep(asker, question, *answer(asker, question))


def answer(asker: Asker, question: Question) -> tuple[Verdict, dict]:
    """Return the verdict and how it is kept, without keeping it."""
    facts = gather(asker, question, now=timezone.now())
    verdict = judge(facts)
    return verdict, verdict_json(facts, verdict)


def keep(asker: Asker, question: Question, verdict: Verdict, kept: dict) -> Trace:
    """Write the trace down, unless it says what one of a moment ago said."""
    trace = unkept(asker, question, verdict, kept)
    lately = Trace.objects.filter(
        taxpayer=asker.taxpayer, number=trace.number, code=trace.code, operator=asker.operator, cause=trace.cause,
        asked=trace.asked, as_of__gt=timezone.now() - SAME_WITHIN,
    )  # fmt: skip
    same = lately.order_by("-as_of").first()
    if same and _without_times(same.verdict) == _without_times(kept):
        return same
    trace.save(force_insert=True)
    return trace


def unkept(asker: Asker, question: Question, verdict: Verdict, kept: dict) -> Trace:
    """Return the trace as a row that is not saved: a ledger saves many at once."""
    return Trace(
        taxpayer=asker.taxpayer, operator=asker.operator, asked=question.as_json(), number=question.number[:20],
        code=question.code[:12], cause=verdict.cause, verdict=kept, as_of=timezone.now(),
    )  # fmt: skip


def _without_times(kept: dict) -> dict:
    checks = [{name: value for name, value in check.items() if name != "as_of"} for check in kept["checks"]]
    return kept | {"checks": checks}
