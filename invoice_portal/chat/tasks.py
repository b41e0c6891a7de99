"""What the worker does for conversations."""
from celery import shared_task

from . import absent


@shared_task
def tell_absent() -> None:
    """Tell people who are not there that an answer came."""
    absent.tell_absent()
