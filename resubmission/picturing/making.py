"""Draws owed pictures in the worker. May run twice, or two at once, or be killed anywhere: one set comes of it.

A worker claims the row by a filtered UPDATE, stores each page as it comes, and writes the rows only while the claim is
its own. Files whose rows were never written are swept away.
"""
import base64
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from invoice_portal.refusal import Refusal
from lookup.owed import Owed
from lookup.reading.apart import spoken_by
from lookup.storing import digest_of, new_name, remove, store
from resubmission.evidence import read
from resubmission.models import Picture, Picturing

from .owing import queue

log = logging.getLogger(__name__)

State = Picturing.State
LEASE = timedelta(seconds=settings.LEASE_SECONDS)
MOST_ATTEMPTS = 3
OWED = Owed(Picturing, State.OWED, State.DRAWING, State.FAILED, "owed_at", LEASE, MOST_ATTEMPTS)
FOLDER = "pictures"
_CHILD = Path(__file__).with_name("child.py")
#: Of the processor; by the clock three times as long, which the task's own limit allows.
SECONDS = 30


class _Died(Exception):
    """The program that draws did not come to its end."""


def make(evidence_id: str) -> bool:
    """Draw one file if that is owed and nobody else is at it; tell whether anything was written."""
    claimed = OWED.take(Picturing.objects.filter(pk=evidence_id))
    if claimed is None:
        return False
    row = Picturing.objects.select_related("evidence").get(pk=evidence_id)
    row.claimed_at = claimed
    pages, drawn = _draw(row)
    return _write(row, pages, drawn)


def requeue_owed() -> int:
    """Queue again what is owed or was left by a dead worker; return how many."""
    return OWED.requeue(queue)


def _draw(row: Picturing) -> tuple[int | None, list[Picture]]:
    """Return how many pages there are and those that were drawn: what came before an end by force is kept."""
    pages, drawn = None, []
    try:
        for told in _told(row):
            if "pages" in told:
                pages = told["pages"]
            elif told["large"]:
                drawn.append(_picture(row, told))
    except (_Died, SoftTimeLimitExceeded, Refusal) as ended:
        log.warning("evidence was not drawn to its end", extra={"evidence": str(row.pk), "why": repr(ended)})
    return pages, drawn


def _told(row: Picturing) -> Iterator[dict[str, Any]]:
    with spoken_by(_CHILD, data=read(row.evidence), failed=_Died(), seconds=SECONDS) as said:
        yield from said


def _picture(row: Picturing, told: dict[str, Any]) -> Picture:
    picture = Picture(evidence_id=row.pk, number=told["number"], width=told["width"], height=told["height"])
    for size in ("large", "small"):
        data, name = base64.b64decode(told[size]), new_name(FOLDER, ".jpg")
        store(name, data)
        setattr(picture, size, name)
        setattr(picture, f"{size}_digest", digest_of(data))
    return picture


def _write(row: Picturing, pages: int | None, drawn: list[Picture]) -> bool:
    state = State.DRAWN if drawn else State.FAILED
    with transaction.atomic():
        mine = OWED.held(row).update(state=state, pages=pages, drawn_at=timezone.now())
        if mine:
            Picture.objects.bulk_create(drawn)
    if not mine:
        # Removed meanwhile, or another worker's by now.
        for picture in drawn:
            remove(picture.large)
            remove(picture.small)
    return bool(mine)
