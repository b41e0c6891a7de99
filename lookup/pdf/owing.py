"""Says that a PDF is owed: a row in the database, and a message to the worker after commit.

Redis only carries the message. If it is lost, the sweeper finds the row.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from invoice_portal.queueing import queue_after_commit
from lookup.models import Invoice, PdfFile

#: By name, since tasks call workers, workers write records, and records owe PDFs.
TASK = "lookup.tasks.make_pdf"


def owe_pdf(invoice: Invoice) -> PdfFile:
    """Owe the PDF of the invoice's present version; does nothing if it is owed or made already."""
    with transaction.atomic():
        file, created = PdfFile.objects.get_or_create(invoice=invoice, defaults={"version": invoice.version})
        if created or _owe(invoice, Q(version__lt=invoice.version)):
            queue(invoice.pk)
    file.refresh_from_db()
    return file


def owe_again(invoice: Invoice) -> None:
    """Owe a PDF anew that has failed, is no longer what was stored, or would need another mark.

    One that nobody has asked for stays unmade.
    """
    with transaction.atomic():
        if _owe(invoice, ~Q(state=PdfFile.State.OWED)):
            queue(invoice.pk)


def owe_all_again(invoices: Iterable[Invoice]) -> None:
    """Owe anew the PDFs of several records, most of which have none."""
    by_id = {invoice.pk: invoice for invoice in invoices}
    for pk in PdfFile.objects.filter(pk__in=by_id).order_by("pk").values_list("pk", flat=True):
        owe_again(by_id[pk])


def queue(invoice_id: int) -> None:
    """Tell the worker after commit."""
    queue_after_commit(TASK, invoice_id)


def ahead_of(file: PdfFile) -> int:
    """Count the PDFs that were owed before this one and are not made yet."""
    waiting = PdfFile.objects.filter(state__in=[PdfFile.State.OWED, PdfFile.State.MAKING])
    return waiting.filter(owed_at__lt=file.owed_at).count()


def _owe(invoice: Invoice, condition: Q) -> bool:
    """Reset the row to owed if the condition holds; whoever works on it loses the claim."""
    changed = PdfFile.objects.filter(condition, invoice=invoice).update(
        state=PdfFile.State.OWED,
        version=invoice.version,
        stage="",
        attempts=0,
        error="",
        owed_at=timezone.now(),
        claimed_at=None,
    )
    return bool(changed)
