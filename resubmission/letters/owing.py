"""Owes the letter of a step, in the transaction of the step."""
from django.db import transaction

from invoice_portal.history.record import record
from invoice_portal.queueing import queue_after_commit
from invoice_portal.support.wording import language_of
from lookup.paper_making import owe_anew
from resubmission.models import Application, Letter

TASK = "resubmission.tasks.make_letter"
#: Transitions that are told on paper.
KINDS = {
    "submit": Letter.Kind.ACCEPTED,
    "return": Letter.Kind.CORRECTION,
    "settle": Letter.Kind.SETTLED,
    "reject": Letter.Kind.REJECTED,
}


def owe_letter(case: Application, transition: str, *, reason: str) -> None:
    """Owe what this transition says on paper, as the case stands now; nothing for one that is not told.

    ``case`` is locked, has been moved, and is as it will be saved.
    """
    kind = KINDS.get(transition)
    if kind is None:
        return
    said = {
        "number": case.number, "code": case.code, "total": str(case.total) if case.total is not None else "",
        "due_on": case.due_on.isoformat() if case.due_on else "",
        # What the applicant says when submitting is theirs, not the bureau's.
        "reason": reason if kind != Letter.Kind.ACCEPTED else "",
    }  # fmt: skip
    letter = Letter.objects.create(
        application=case, kind=kind, version=case.version, said=said, language=language_of(case.operator)
    )
    queue(letter.pk)


def owe_again(letter: Letter) -> None:
    """Owe a letter anew whose file is gone or not what was stored, or that failed; with a code of its own."""
    with transaction.atomic():
        rows = Letter.objects.filter(pk=letter.pk, state__in=[Letter.State.MADE, Letter.State.FAILED])
        if owe_anew(rows):
            record("application", letter.application_id, "letter_owed_again", kind=letter.kind)
            queue(letter.pk)
    letter.refresh_from_db()


def queue(letter_id) -> None:
    queue_after_commit(TASK, str(letter_id))
