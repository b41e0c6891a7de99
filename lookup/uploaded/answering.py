"""What a program is told of an uploaded document: as ``read_document`` prints it, plus the trace of each invoice."""
import threading
import time
from typing import Any

from lookup.models import ReadDocument
from lookup.reading.as_json import error_json
from lookup.trace.gathering.asker import Asker
from lookup.trace.wording import answer_json

from .tracing import traces_of

#: Seconds that a request waits for the worker; and how many requests of one process may: the others are told to come
#: back, so that waiting never takes all of its threads.
PATIENCE, EVERY = 20.0, 0.1
_places = threading.BoundedSemaphore(2)
_OWED = (ReadDocument.State.WAITING, ReadDocument.State.READING)


def wait_for(document: ReadDocument) -> None:
    """Wait until the worker has read the document, but not for ever."""
    if not _places.acquire(blocking=False):
        return
    try:
        deadline = time.monotonic() + PATIENCE
        while document.state in _OWED and time.monotonic() < deadline:
            time.sleep(EVERY)
            document.refresh_from_db(fields=["state"])
    finally:
        _places.release()
    document.refresh_from_db()


def documents_json(asker: Asker, document: ReadDocument) -> list[dict[str, Any]] | None:
    """Return one object for each invoice found, None while it is not read. Raises :class:`Refusal` (429)."""
    if document.state in _OWED:
        return None
    if document.state == ReadDocument.State.FAILED:
        why = str(document.get_failure_display())
        return [error_json(document.original_name, None, why, document.failure) | {"trace": None}]
    traces = traces_of(asker, document)
    return [
        found["document"] | {"trace": answer_json(trace) if trace else None}
        for found, trace in zip(document.found, traces, strict=True)
    ]
