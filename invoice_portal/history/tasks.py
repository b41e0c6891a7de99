"""What the scheduler does for the chain of events."""
from celery import shared_task

from .publishing import publish_yesterday
from .sealing import seal


@shared_task(name="invoice_portal.history.tasks.seal_events")
def seal_events() -> None:
    """Seal what a process committed and did not live to seal."""
    seal()


@shared_task(name="invoice_portal.history.tasks.publish_digest")
def publish_digest() -> None:
    """Publish yesterday's digest, once."""
    publish_yesterday()
