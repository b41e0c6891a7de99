"""Removes ledgers 30 days after their upload, with their rows and files. The traces that came of them stay."""
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from invoice_portal.history.record import record
from lookup import orphans
from lookup.models import LedgerExport, LedgerRun
from lookup.storing import remove

from .uploading import FOLDER

KEPT = timedelta(days=30)


def forget_old() -> int:
    """Remove what is older; return how many runs. Broken off, it is simply run again."""
    old = LedgerRun.objects.filter(created_at__lt=timezone.now() - KEPT).order_by("created_at")
    forgotten = 0
    while run := old.first():
        for name in [run.name, *run.exports.values_list("name", flat=True)]:
            remove(name)
        with transaction.atomic():
            record("ledger", run.pk, "forgotten")
            run.delete()
        forgotten += 1
    return forgotten


def remove_orphans() -> int:
    """Remove files of which no run and no table knows; return how many."""

    def known(names: set[str]) -> set[str]:
        rows = (LedgerRun.objects, LedgerExport.objects)
        return {name for found in rows for name in found.filter(name__in=names).values_list("name", flat=True)}

    return orphans.remove_orphans(FOLDER, known)
