"""What the worker does for look-up."""

from celery import shared_task

from .pdf.making import make, requeue_owed


@shared_task(name="lookup.tasks.make_pdf", soft_time_limit=60, time_limit=90)
def make_pdf(invoice_id: int) -> None:
    """Make one owed PDF."""
    make(invoice_id)


@shared_task(name="lookup.tasks.requeue_owed_pdfs")
def requeue_owed_pdfs() -> None:
    """Queue again the PDFs whose message was lost or whose worker died."""
    requeue_owed()
