"""Makes owed tables. May run twice, two at once, or be killed anywhere: one file comes of it."""
from datetime import timedelta
from functools import partial

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone, translation

from lookup.models import LedgerExport, LedgerRun
from lookup.storing import digest_of, new_name, remove, store

from .exporting import table_of
from .uploading import FOLDER

State = LedgerExport.State
TASK = "lookup.tasks.make_ledger_table"
#: Fifty thousand rows are written in some 20 seconds on one free core.
SOFT_LIMIT, HARD_LIMIT = 240, 270
LEASE = timedelta(seconds=max(settings.LEASE_SECONDS, HARD_LIMIT + 15))
MOST_ATTEMPTS = 3


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
    transaction.on_commit(partial(current_app.send_task, TASK, args=[str(export_id)]), robust=True)


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
        _mine(export).update(state=state, owed_at=timezone.now(), error=f"{type(error).__name__}: {error}"[:1000])
        raise
    made = _mine(export).update(state=State.MADE, name=name, digest=digest_of(data), error="")
    if not made:
        remove(name)
    return bool(made)


def requeue_owed() -> int:
    """Queue again what is owed or was left by a dead worker; return how many."""
    now = timezone.now()
    dead = Q(state=State.MAKING, claimed_at__lt=now - LEASE)
    LedgerExport.objects.filter(dead, attempts__gte=MOST_ATTEMPTS).update(
        state=State.FAILED, error="every worker that tried has died"
    )
    quiet = Q(state=State.OWED, owed_at__lt=now - timedelta(seconds=20))
    owed = list(LedgerExport.objects.filter(quiet | dead).order_by("owed_at").values_list("pk", flat=True)[:1000])
    for export_id in owed:
        queue(export_id)
    return len(owed)


def _mine(export: LedgerExport):
    """Match the row as long as this worker's claim on it stands."""
    return LedgerExport.objects.filter(pk=export.pk, state=State.MAKING, claimed_at=export.claimed_at)


def _claim(export_id: str) -> LedgerExport | None:
    now = timezone.now()
    free = Q(state=State.OWED) | Q(state=State.MAKING, claimed_at__lt=now - LEASE, attempts__lt=MOST_ATTEMPTS)
    owed = LedgerExport.objects.filter(free, pk=export_id, run__state=LedgerRun.State.DONE)
    if not owed.update(state=State.MAKING, claimed_at=now, attempts=F("attempts") + 1):
        return None
    return LedgerExport.objects.select_related("run__taxpayer").get(pk=export_id)
