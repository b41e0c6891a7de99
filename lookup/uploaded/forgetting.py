"""Removes uploaded documents after a week, and files that no row knows. The traces that came of them stay."""
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from invoice_portal.history.record import record_many
from lookup import orphans
from lookup.models import ReadDocument
from lookup.storing import remove

from .taking import FOLDER

KEPT = timedelta(days=7)
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
    """Remove files of which no document knows; return how many."""

    def known(names: set[str]) -> set[str]:
        return set(ReadDocument.objects.filter(name__in=names).values_list("name", flat=True))

    return orphans.remove_orphans(FOLDER, known)
