"""Removes zips: when their owner says so, and all of them after a week."""
from django.db import transaction
from django.utils import timezone

from invoice_portal.history.record import record
from lookup import orphans
from lookup.models import Export, Statement
from lookup.statement.making import FOLDER as STATEMENTS
from lookup.storing import remove

from .own import KEPT
from .working import FOLDER


def remove_export(export: Export, *, by) -> None:
    """Remove the file and stop the work; the row stays until it is forgotten, for the count of the day."""
    with transaction.atomic():
        record("export", export.pk, "removed", by=by)
        Export.objects.filter(pk=export.pk).update(
            state=Export.State.REMOVED, name="", digest="", packing=False, included=[]
        )
    # Whoever is writing it finds that the claim has gone, and removes what it wrote.
    remove(export.name)


def forget_old() -> int:
    """Remove what is older than a week; return how many. Broken off, it is simply run again."""
    forgotten = 0
    while export := Export.objects.filter(created_at__lt=timezone.now() - KEPT).order_by("created_at").first():
        remove(export.name)
        with transaction.atomic():
            record("export", export.pk, "forgotten")
            export.delete()
        forgotten += 1
    return forgotten


def remove_orphans() -> int:
    """Remove files of zips and statements that no row knows; return how many."""

    def of(model):
        return lambda names: set(model.objects.filter(name__in=names).values_list("name", flat=True))

    return orphans.remove_orphans(FOLDER, of(Export)) + orphans.remove_orphans(STATEMENTS, of(Statement))
