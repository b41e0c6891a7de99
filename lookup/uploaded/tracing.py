"""The trace of each invoice found in a document: asked once, kept by its id, told the same ever after."""
from uuid import UUID

from django.db import transaction

from lookup.models import ReadDocument, Trace
from lookup.trace.from_document import ask_about, question_about
from lookup.trace.gathering.asker import Asker
from lookup.trace.pace import check_pace


def traces_of(asker: Asker, document: ReadDocument) -> list[Trace | None]:
    """Return a trace for each invoice found, None where nothing could be asked. Raises :class:`Refusal` (429)."""
    with transaction.atomic():
        locked = ReadDocument.objects.select_for_update().get(pk=document.pk)
        if len(locked.traces) != len(locked.found):
            locked.traces = _ask(asker, locked)
            locked.save(update_fields=["traces"])
    kept = Trace.objects.in_bulk([UUID(key) for key in locked.traces if key])
    return [kept.get(UUID(key)) if key else None for key in locked.traces]


def _ask(asker: Asker, document: ReadDocument) -> list[str | None]:
    questions = [
        question_about(found["document"], digest=found["digest"], issued_at=found["issued_at"])
        for found in document.found
    ]
    for question in filter(None, questions):
        check_pace(asker.operator, question)
    traces = [ask_about(asker, question) if question else None for question in questions]
    return [str(trace.pk) if trace else None for trace in traces]
