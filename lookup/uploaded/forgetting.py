"""Removes uploaded documents after a week, and files that no row knows. The traces that came of them stay."""
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from invoice_portal.history.record import record_many
from lookup.models import ReadDocument
from lookup.storing import remove

from .taking import FOLDER

KEPT = timedelta(days=7)
#: A file younger than this may be one whose row is about to be written.
SETTLED = timedelta(days=1)
AT_ONCE = 500


def forget_old() -> int:
    """Remove files and rows of documents older than a week; return how many. Broken off, it is simply run again."""
    old = ReadDocument.objects.filter(uploaded_at__lt=timezone.now() - KEPT).order_by("uploaded_at")
    forgotten = 0
    while rows := list(old.values_list("pk", "name")[:AT_ONCE]):
        for _pk, name in rows:
            remove(name)
        keys = [pk for pk, _name in rows]
        with transaction.atomic():
            record_many("read_document", keys, "forgotten")
            ReadDocument.objects.filter(pk__in=keys).delete()
        forgotten += len(keys)
    return forgotten


def remove_orphans() -> int:
    """Remove files left by a process that was killed before it wrote the row; return how many."""
    if not default_storage.exists(FOLDER):
        return 0
    removed = 0
    for folder in default_storage.listdir(FOLDER)[0]:
        names = {f"{FOLDER}/{folder}/{name}" for name in default_storage.listdir(f"{FOLDER}/{folder}")[1]}
        known = set(ReadDocument.objects.filter(name__in=names).values_list("name", flat=True))
        for name in names - known:
            if default_storage.get_modified_time(name) < timezone.now() - SETTLED:
                default_storage.delete(name)
                removed += 1
    return removed
