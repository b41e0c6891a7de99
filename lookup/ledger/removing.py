"""Removes ledgers 30 days after their upload, with their rows and files. The traces that came of them stay."""
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from invoice_portal.history.record import record
from lookup.models import LedgerExport, LedgerRun
from lookup.storing import remove

from .uploading import FOLDER

KEPT = timedelta(days=30)
#: A file younger than this may be one whose row is about to be written.
SETTLED = timedelta(days=1)


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
    """Remove files left by a process that was killed before it wrote the row; return how many."""
    if not default_storage.exists(FOLDER):
        return 0
    removed = 0
    for folder in default_storage.listdir(FOLDER)[0]:
        names = {f"{FOLDER}/{folder}/{name}" for name in default_storage.listdir(f"{FOLDER}/{folder}")[1]}
        known = set(LedgerRun.objects.filter(name__in=names).values_list("name", flat=True))
        known |= set(LedgerExport.objects.filter(name__in=names).values_list("name", flat=True))
        for name in names - known:
            if default_storage.get_modified_time(name) < timezone.now() - SETTLED:
                default_storage.delete(name)
                removed += 1
    return removed
