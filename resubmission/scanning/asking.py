"""Asks the scanner about held files, in the worker; while it does not answer they stay held, and it is asked again.

May run twice, or two at once, or be killed anywhere: a worker claims the row by a filtered UPDATE, and what it heard
counts only while the claim is its own.
"""
import logging
from datetime import timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from lookup.owed import Owed
from resubmission.models import Scan

from . import holding
from .clamd import Unavailable, scan

log = logging.getLogger(__name__)

State = Scan.State
LEASE = timedelta(seconds=settings.LEASE_SECONDS)
#: It is never given up: a file that nobody vouches for stays held.
OWED = Owed(Scan, State.WAITING, State.SCANNING, State.WAITING, "owed_at", LEASE, most_attempts=2**30)
#: Between two tries, in seconds: doubled each time, up to the longest.
FIRST_PAUSE, LONGEST_PAUSE = 15, 900
_CHUNK = 2**16


def ask(evidence_id: str) -> bool:
    """Ask about one held file if it is time and nobody else is at it; tell whether there was a verdict."""
    due = Scan.objects.filter(pk=evidence_id, owed_at__lte=timezone.now())
    claimed = OWED.take(due)
    if claimed is None:
        return False
    row = Scan.objects.select_related("evidence__application__operator__person").get(pk=evidence_id)
    row.claimed_at = claimed
    try:
        signature = _verdict(row)
    except (Unavailable, OSError, SoftTimeLimitExceeded) as trouble:
        _later(row, trouble)
        return False
    return _write(row, signature)


def requeue_owed() -> int:
    """Queue again what is due or was left by a dead worker; return how many."""
    return OWED.requeue(holding.queue)


def _verdict(row: Scan) -> str:
    if not settings.CLAMD_URL:
        raise Unavailable("CLAMD_URL is no longer set")
    with default_storage.open(row.evidence.name) as file:
        return scan(settings.CLAMD_URL, file.chunks(_CHUNK))


def _later(row: Scan, trouble: BaseException) -> None:
    pause = min(FIRST_PAUSE * 2 ** min(row.attempts - 1, 10), LONGEST_PAUSE)
    log.warning("evidence is held: no verdict", extra={"evidence": str(row.pk), "why": str(trouble), "again_in": pause})
    due = timezone.now() + timedelta(seconds=pause)
    OWED.held(row).update(state=State.WAITING, owed_at=due, trouble=(str(trouble) or type(trouble).__name__)[:300])


def _write(row: Scan, signature: str) -> bool:
    with transaction.atomic():
        # Under the row's lock, which a removal of the file would wait for.
        if not OWED.held(row).select_for_update().exists():
            return False
        if signature:
            holding.refuse(row, signature)
        else:
            holding.let_go(row)
    return True
