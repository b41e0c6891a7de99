"""A worker's hold on an export: renewed with each step it tells of, so that only a dead worker's lapses."""
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from lookup.models import Export
from lookup.owed import Owed

State = Export.State
LEASE = timedelta(seconds=settings.LEASE_SECONDS)
MOST_ATTEMPTS = 5
OWED = Owed(Export, State.OWED, State.MAKING, State.FAILED, "owed_at", LEASE, MOST_ATTEMPTS)


class Lost(Exception):
    """The claim has passed on: another worker has it, or the owner removed the export."""


def claim(export_id: str) -> Export | None:
    """Take the export if it is owed and nobody is at it."""
    claimed = OWED.take(Export.objects.filter(pk=export_id))
    if claimed is None:
        return None
    export = Export.objects.select_related("operator__person", "operator__taxpayer").get(pk=export_id)
    export.claimed_at = claimed
    return export


def tell(export: Export, **columns) -> None:
    """Write how far it is, and renew the claim. Raises :class:`Lost` if that has passed on."""
    now = timezone.now()
    if not OWED.held(export).update(claimed_at=now, **columns):
        raise Lost
    export.claimed_at = now


def put_back(export: Export) -> None:
    """Owe the rest, to be gone on with after others had their turn; what was done counts as no failure."""
    now = timezone.now()
    if not OWED.held(export).update(state=State.OWED, attempts=0, owed_at=now, claimed_at=None):
        raise Lost


def give_up(export: Export, error: Exception) -> None:
    """Owe it again for the sweeper to queue, or call it failed after too many attempts."""
    state = State.FAILED if export.attempts >= MOST_ATTEMPTS else State.OWED
    told = f"{type(error).__name__}: {error}"[:1000]
    OWED.held(export).update(state=state, owed_at=timezone.now(), error=told)
