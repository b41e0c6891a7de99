"""What the worker does with a new file: asks the virus scanner, draws its first page. May run twice, or be killed."""
import base64
import logging
from datetime import timedelta
from pathlib import Path

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.utils import timezone

import resubmission.picturing
from lookup.owed import Owed
from lookup.reading.apart import spoken_by
from lookup.storing import digest_of, load, new_name, remove, store
from resubmission.picturing.owing import DRAWABLE
from resubmission.scanning.asking import FIRST_PAUSE, LONGEST_PAUSE
from resubmission.scanning.clamd import Unavailable, scan

from .models import Attachment
from .taking import queue

log = logging.getLogger(__name__)

State = Attachment.State
LEASE = timedelta(seconds=settings.LEASE_SECONDS)
#: A file that nobody vouches for stays held, so it is never given up.
OWED = Owed(Attachment, State.OWED, State.WORKING, State.FAILED, "owed_at", LEASE, most_attempts=2**30)
PICTURES = "attachment-pictures"
_CHILD = Path(resubmission.picturing.__file__).with_name("child.py")
_SECONDS = 20


class _Died(Exception):
    """The program that draws did not come to its end."""


def look_at(attachment_id: str) -> bool:
    """Judge and draw one file if that is owed and nobody else is at it; tell whether it is done with."""
    claimed = OWED.take(Attachment.objects.filter(pk=attachment_id, owed_at__lte=timezone.now()))
    if claimed is None:
        return False
    row = Attachment.objects.get(pk=attachment_id)
    row.claimed_at = claimed
    data = load(row.name, row.digest)
    if data is None:
        return bool(OWED.held(row).update(state=State.FAILED))
    if row.held:
        try:
            signature = scan(settings.CLAMD_URL, [data])
        except (Unavailable, OSError, SoftTimeLimitExceeded) as trouble:
            _later(row, trouble)
            return False
        if signature:
            return bool(OWED.held(row).update(state=State.INFECTED, signature=signature))
    picture = _first_page(data) if row.format in DRAWABLE else None
    return _write(row, picture)


def requeue_owed() -> int:
    """Queue again what is owed or was left by a dead worker; return how many."""
    return OWED.requeue(queue)


def _later(row: Attachment, trouble: BaseException) -> None:
    pause = min(FIRST_PAUSE * 2 ** min(row.attempts - 1, 10), LONGEST_PAUSE)
    log.warning("attachment is held: no verdict", extra={"attachment": str(row.pk), "why": str(trouble)})
    OWED.held(row).update(state=State.OWED, owed_at=timezone.now() + timedelta(seconds=pause))


def _first_page(data: bytes) -> bytes | None:
    try:
        with spoken_by(_CHILD, data=data, failed=_Died(), seconds=_SECONDS) as said:
            for told in said:
                if told.get("small"):
                    return base64.b64decode(told["large"])
    except (_Died, SoftTimeLimitExceeded) as ended:
        log.warning("attachment was not drawn", extra={"why": repr(ended)})
    return None


def _write(row: Attachment, picture: bytes | None) -> bool:
    drawn = {}
    if picture:
        drawn = {"picture": new_name(PICTURES, ".jpg"), "picture_digest": digest_of(picture)}
        store(drawn["picture"], picture)
    if OWED.held(row).update(state=State.DONE, held=False, **drawn):
        return True
    # Another worker's by now.
    remove(drawn.get("picture", ""))
    return False
