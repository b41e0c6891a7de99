"""Makes owed statements. May run twice, two at once, or be killed anywhere: one paper comes of it."""
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from invoice_portal.history.record import record
from invoice_portal.papers.issuing import new_code, register, signed
from invoice_portal.papers.letter import letter
from invoice_portal.queueing import queue_after_commit
from lookup.judging_papers import STATEMENT
from lookup.models import Statement, Trace
from lookup.owed import Owed
from lookup.storing import digest_of, new_name, remove, store

from .stating import stated

State = Statement.State
TASK = "lookup.tasks.make_statement"
FOLDER = "statements"
MOST_ATTEMPTS = 5
LEASE = timedelta(seconds=settings.LEASE_SECONDS)
OWED = Owed(Statement, State.OWED, State.MAKING, State.FAILED, "owed_at", LEASE, MOST_ATTEMPTS)


def owe_statement(trace: Trace, *, language: str, by) -> Statement:
    """Owe the statement in this language; one that is made or on its way stays, one that failed is tried again."""
    with transaction.atomic():
        statement, created = Statement.objects.get_or_create(trace=trace, language=language)
        if created:
            record("trace", trace.pk, "statement_asked", by=by, language=language)
        if created or _owe_failed(statement):
            queue(statement.pk)
    statement.refresh_from_db()
    return statement


def owe_again(statement: Statement) -> None:
    """Owe a statement anew whose file is gone or not what was stored: with a code of its own, as a paper of its own."""
    with transaction.atomic():
        if _owe(Statement.objects.filter(pk=statement.pk, state=State.MADE)):
            queue(statement.pk)
    statement.refresh_from_db()


def queue(statement_id) -> None:
    queue_after_commit(TASK, str(statement_id))


def make(statement_id: str) -> bool:
    """Make the statement if it is owed and nobody else is at it; tell whether it was made."""
    claimed = OWED.take(Statement.objects.filter(pk=statement_id))
    if claimed is None:
        return False
    statement = Statement.objects.select_related("trace__taxpayer").get(pk=statement_id)
    statement.claimed_at = claimed
    try:
        code, name = new_code(), new_name(FOLDER, ".pdf")
        with translation.override(statement.language):
            data = signed(letter("lookup/statement.html", stated(statement.trace), code=code))
        store(name, data)
    except Exception as error:
        state = State.FAILED if statement.attempts >= MOST_ATTEMPTS else State.OWED
        told = f"{type(error).__name__}: {error}"[:1000]
        OWED.held(statement).update(state=state, owed_at=timezone.now(), error=told)
        raise
    return _deliver(statement, name, code, data)


def requeue_owed() -> int:
    """Queue again what is owed or was left by a dead worker; return how many."""
    return OWED.requeue(queue, error="every worker that tried has died")


def _deliver(statement: Statement, name: str, code: str, data: bytes) -> bool:
    """Mark the row and register the paper, unless the claim has passed on; then the file goes."""
    with transaction.atomic():
        made = OWED.held(statement).update(
            state=State.MADE, name=name, digest=digest_of(data), made_at=timezone.now(), error=""
        )
        if made:
            register(STATEMENT, str(statement.trace_id), code, data)
    if not made:
        remove(name)
    return bool(made)


def _owe_failed(statement: Statement) -> bool:
    return _owe(Statement.objects.filter(pk=statement.pk, state=State.FAILED))


def _owe(rows) -> bool:
    anew = {"state": State.OWED, "attempts": 0, "error": "", "owed_at": timezone.now(), "claimed_at": None}
    return bool(rows.update(**anew))
