"""Owes and makes statements."""
from django.db import transaction

from invoice_portal.history.record import record
from invoice_portal.papers.letter import letter
from invoice_portal.queueing import queue_after_commit
from lookup.judging_papers import STATEMENT
from lookup.models import Statement, Trace
from lookup.paper_making import PaperMaking, owe_anew

from .stating import stated

State = Statement.State
TASK = "lookup.tasks.make_statement"
FOLDER = "statements"
MAKING = PaperMaking(
    Statement, STATEMENT, FOLDER, ("trace__taxpayer",),
    draw=lambda statement, code: letter("lookup/statement.html", stated(statement.trace), code=code),
    subject=lambda statement: statement.trace_id,
)  # fmt: skip


def owe_statement(trace: Trace, *, language: str, by) -> Statement:
    """Owe the statement in this language; one that is made or on its way stays, one that failed is tried again."""
    with transaction.atomic():
        statement, created = Statement.objects.get_or_create(trace=trace, language=language)
        if created:
            record("trace", trace.pk, "statement_asked", by=by, language=language)
        if created or owe_anew(Statement.objects.filter(pk=statement.pk, state=State.FAILED)):
            queue(statement.pk)
    statement.refresh_from_db()
    return statement


def owe_again(statement: Statement) -> None:
    """Owe a statement anew whose file is gone or not what was stored: with a code of its own, as a paper of its own."""
    with transaction.atomic():
        if owe_anew(Statement.objects.filter(pk=statement.pk, state=State.MADE)):
            queue(statement.pk)
    statement.refresh_from_db()


def queue(statement_id) -> None:
    queue_after_commit(TASK, str(statement_id))


def make(statement_id: str) -> bool:
    return MAKING.make(statement_id)


def requeue_owed() -> int:
    return MAKING.requeue(queue)
