"""Works on owed exports, a turn at a time. May run twice, two at once, or be killed anywhere: one zip comes of it."""
from django.db import transaction
from django.utils import timezone, translation

from invoice_portal.history.record import record
from lookup.models import Export
from lookup.storing import Measured, new_name, remove, store_pieces

from .asking import queue
from .claim import OWED, Lost, claim, give_up, put_back, tell
from .gathering import gather, visible_ids
from .packing import Packer

State = Export.State
FOLDER = "exports"
#: Five thousand PDFs are packed in under a minute on one free core.
SOFT_LIMIT, HARD_LIMIT = 270, 300


def work_on(export_id: str) -> bool:
    """Do a turn of the export if nobody else is at it; tell whether that made it whole."""
    export = claim(export_id)
    if export is None:
        return False
    try:
        ids = visible_ids(export)
        if gather(export, ids):
            return _pack(export, ids)
        with transaction.atomic():
            put_back(export)
            queue(export.pk)
    except Lost:
        pass
    except Exception as error:
        give_up(export, error)
        raise
    return False


def requeue_owed() -> int:
    """Queue again what is owed or was left by a dead worker; return how many."""
    return OWED.requeue(queue, error="every worker that tried has died")


def _pack(export: Export, ids: list[int]) -> bool:
    tell(export, packing=True)
    name, packer, told = new_name(FOLDER, ".zip"), Packer(export, ids), Measured()
    try:
        with translation.override(export.language):
            store_pieces(name, told.of(packer.pieces()))
        return _deliver(export, name, packer, told)
    except BaseException:
        remove(name)
        raise


def _deliver(export: Export, name: str, packer: Packer, told: Measured) -> bool:
    with transaction.atomic():
        made = OWED.held(export).update(
            state=State.MADE, packing=False, name=name, size=told.size, digest=told.digest,
            included=packer.included, done=len(packer.included), without=packer.without, made_at=timezone.now(),
            error="",
        )  # fmt: skip
        if not made:
            raise Lost
        record("export", export.pk, "made", count=len(packer.included), without=packer.without)
    return True
