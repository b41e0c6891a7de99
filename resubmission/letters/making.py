"""Makes owed letters. May run twice, two at once, or be killed anywhere: one paper comes of it."""
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from invoice_portal.papers.issuing import new_code, register, signed
from invoice_portal.papers.letter import letter as drawn
from lookup.owed import Owed
from lookup.storing import digest_of, new_name, remove, store
from resubmission.models import Letter

from .judging import LETTER
from .owing import queue
from .stating import stated

State = Letter.State
FOLDER = "letters"
MOST_ATTEMPTS = 5
LEASE = timedelta(seconds=settings.LEASE_SECONDS)
OWED = Owed(Letter, State.OWED, State.MAKING, State.FAILED, "owed_at", LEASE, MOST_ATTEMPTS)


def make(letter_id: str) -> bool:
    """Make the letter if it is owed and nobody else is at it; tell whether it was made."""
    claimed = OWED.take(Letter.objects.filter(pk=letter_id))
    if claimed is None:
        return False
    letter = Letter.objects.select_related("application__taxpayer", "application__objects_to").get(pk=letter_id)
    letter.claimed_at = claimed
    try:
        code, name = new_code(), new_name(FOLDER, ".pdf")
        with translation.override(letter.language):
            data = signed(drawn("resubmission/letters/letter.html", stated(letter), code=code))
        store(name, data)
    except Exception as error:
        state = State.FAILED if letter.attempts >= MOST_ATTEMPTS else State.OWED
        told = f"{type(error).__name__}: {error}"[:1000]
        OWED.held(letter).update(state=state, owed_at=timezone.now(), error=told)
        raise
    return _deliver(letter, name, code, data)


def requeue_owed() -> int:
    """Queue again what is owed or was left by a dead worker; return how many."""
    return OWED.requeue(queue, error="every worker that tried has died")


def _deliver(letter: Letter, name: str, code: str, data: bytes) -> bool:
    """Mark the row and register the paper, unless the claim has passed on; then the file goes."""
    with transaction.atomic():
        made = OWED.held(letter).update(
            state=State.MADE, name=name, digest=digest_of(data), made_at=timezone.now(), error=""
        )
        if made:
            register(LETTER, str(letter.pk), code, data)
    if not made:
        remove(name)
    return bool(made)
