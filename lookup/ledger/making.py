"""Makes owed tables. May run twice, two at once, or be killed anywhere: one file comes of it."""
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from invoice_portal.queueing import queue_after_commit
from lookup.models import LedgerExport, LedgerRun
from lookup.owed import Owed
from lookup.storing import digest_of, new_name, remove, store

from .exporting import table_of
from .uploading import FOLDER

State = LedgerExport.State
TASK = "lookup.tasks.make_ledger_table"
#: Fifty thousand rows are written in some 20 seconds on one free core.
SOFT_LIMIT, HARD_LIMIT = 240, 270
LEASE = timedelta(seconds=max(settings.LEASE_SECONDS, HARD_LIMIT + 15))
MOST_ATTEMPTS = 3
OWED = Owed(LedgerExport, State.OWED, State.MAKING, State.FAILED, "owed_at", LEASE, MOST_ATTEMPTS)


def owe_table(run: LedgerRun, *, language: str, address: str, again: bool = True) -> LedgerExport:
    """Owe the table of a finished run in this language, links beginning at ``address``; once made, it stays.

    ``again``: also if it has failed.
    """
    with transaction.atomic():
        export, created = LedgerExport.objects.get_or_create(
            run=run, language=language, defaults={"address": address[:200]}
        )
        if created or (again and _owe_failed(export)):
            queue(export.pk)
    export.refresh_from_db()
    return export


def _owe_failed(export: LedgerExport) -> bool:
    failed = LedgerExport.objects.filter(pk=export.pk, state=State.FAILED)
    anew = {"state": State.OWED, "attempts": 0, "error": "", "owed_at": timezone.now(), "claimed_at": None}
    return bool(failed.update(**anew))


def queue(export_id) -> None:
    queue_after_commit(TASK, str(export_id))


def make(export_id: str) -> bool:
    """Make the table if that is owed and nobody else is at it; tell whether it was made."""
    export = _claim(export_id)
    if export is None:
        return False
    try:
        with translation.override(export.language):
            data = table_of(export)
        name = new_name(FOLDER, ".xlsx")
        store(name, data)
    except Exception as error:
        state = State.FAILED if export.attempts >= MOST_ATTEMPTS else State.OWED
        OWED.held(export).update(state=state, owed_at=timezone.now(), error=f"{type(error).__name__}: {error}"[:1000])
        raise
    made = OWED.held(export).update(state=State.MADE, name=name, digest=digest_of(data), error="")
    if not made:
        remove(name)
    return bool(made)


def requeue_owed() -> int:
    """Queue again what is owed or was left by a dead worker; return how many."""
    return OWED.requeue(queue, error="every worker that tried has died")


def _claim(export_id: str) -> LedgerExport | None:
    claimed = OWED.take(LedgerExport.objects.filter(pk=export_id, run__state=LedgerRun.State.DONE))
    if claimed is None:
        return None
    export = LedgerExport.objects.select_related("run__taxpayer").get(pk=export_id)
    export.claimed_at = claimed
    return export
