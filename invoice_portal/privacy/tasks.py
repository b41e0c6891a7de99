"""Work on people's data that takes time, or comes due."""
from celery import shared_task

from . import closing, retention
from .handing_out import making


@shared_task(name="invoice_portal.privacy.tasks.make_copy", soft_time_limit=100, time_limit=120)
def make_copy(export_id: str) -> None:
    """Make one copy of a person's data."""
    making.make(export_id)


@shared_task(name="invoice_portal.privacy.tasks.requeue_owed_copies")
def requeue_owed_copies() -> None:
    """Queue copies that were lost with a message or a worker."""
    making.requeue_owed()


@shared_task(name="invoice_portal.privacy.tasks.close_due_accounts")
def close_due_accounts() -> None:
    """Close the accounts whose day has come."""
    closing.close_due()


@shared_task(name="invoice_portal.privacy.tasks.run_retention", soft_time_limit=3000, time_limit=3300)
def run_retention() -> None:
    """Delete what is past its time."""
    retention.run()
