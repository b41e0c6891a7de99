"""What the worker does for notices and help."""
from celery import shared_task

from . import delivery
from .help import feedback, guide


@shared_task
def deliver(delivery_id: str) -> None:
    """Send one owed message; running twice sends once."""
    delivery.pay(delivery_id)


@shared_task
def requeue_owed_deliveries() -> None:
    """Queue again what is owed and due: Redis may have lost it, or the gateway was down."""
    for delivery_id in delivery.due():
        deliver.delay(str(delivery_id))


@shared_task
def forget_help_feedback() -> None:
    """Remove what was searched for and said of help long ago."""
    feedback.forget_old()


@shared_task(soft_time_limit=80, time_limit=100)
def make_help_guide(language: str) -> None:
    """Make the guide to print."""
    guide.make_guide(language)
