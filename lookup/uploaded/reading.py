"""Reads owed documents in the worker. May run twice, or two at once, or be killed anywhere: one result comes of it.

A worker claims the row by a filtered UPDATE, and writes only while the claim is still its own.
"""
import logging
from datetime import timedelta
from itertools import islice
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.utils import timezone

from lookup.models import ReadDocument
from lookup.owed import Owed
from lookup.reading.each import Found, each
from lookup.storing import load

from .memory import at_most
from .taking import queue

log = logging.getLogger(__name__)

State, Failure = ReadDocument.State, ReadDocument.Failure
#: Seconds after which a reader is interrupted, and after which its process is ended.
SOFT_LIMIT, HARD_LIMIT = 40, 60
#: A claim older than this is a dead worker's.
LEASE = timedelta(seconds=min(settings.LEASE_SECONDS, HARD_LIMIT + 15))
MOST_ATTEMPTS = 3
OWED = Owed(ReadDocument, State.WAITING, State.READING, State.FAILED, "uploaded_at", LEASE, MOST_ATTEMPTS)
#: More invoices than this are a ledger, which has a page of its own.
MOST_INVOICES = 100
MEMORY = 1024**3


def read(document_id: str) -> bool:
    """Read the document if that is owed and nobody else is at it; tell whether anything was written."""
    document = _claim(document_id)
    if document is None:
        return False
    found, failure = _found(document)
    state = State.FAILED if failure else State.DONE
    return bool(OWED.held(document).update(state=state, failure=failure, found=found, read_at=timezone.now()))


def requeue_owed() -> int:
    """Queue again what waits, or was left by a dead worker; give up what has killed too many. Return how many."""
    return OWED.requeue(queue, failure=Failure.KILLED, read_at=timezone.now())


def _claim(document_id: str) -> ReadDocument | None:
    claimed = OWED.take(ReadDocument.objects.filter(pk=document_id))
    if claimed is None:
        return None
    document = ReadDocument.objects.get(pk=document_id)
    document.claimed_at = claimed
    return document


def _found(document: ReadDocument) -> tuple[list[dict[str, Any]], str]:
    """Return what is in the file, or why it could not be found out."""
    data = load(document.name, document.digest)
    if data is None:
        return [], Failure.LOST
    try:
        with at_most(MEMORY):
            found = [_kept(one) for one in islice(each(data, document.original_name), MOST_INVOICES + 1)]
    except SoftTimeLimitExceeded:
        return [], Failure.TIME_LIMIT
    except MemoryError:
        return [], Failure.MEMORY_LIMIT
    except Exception:
        # A fault in a reader is ours to mend, but no reason to keep the person waiting.
        log.exception("document could not be read", extra={"document": str(document.pk)})
        return [], Failure.FAULT
    return ([], Failure.TOO_MANY) if len(found) > MOST_INVOICES else (found, "")


def _kept(found: Found) -> dict[str, Any]:
    issued_at = found.document.issued_at if found.document else None
    kept = {"document": found.as_json(), "digest": found.digest, "issued_at": issued_at and issued_at.isoformat()}
    return _storable(kept)


def _storable(value: Any) -> Any:
    """Return the value without what PostgreSQL has no text for: NUL, halves of surrogate pairs."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_storable(name): _storable(one) for name, one in value.items()}
    return [_storable(one) for one in value] if isinstance(value, list) else value
