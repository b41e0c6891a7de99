"""What the worker does for applications."""
from celery import shared_task

from resubmission import prereview as rules


@shared_task
def prereview(application_id: str) -> None:
    """Pre-review one submitted application; running twice changes nothing more."""
    rules.run(application_id)


@shared_task
def requeue_owed_prereviews() -> None:
    """Queue again what was submitted and is not being looked at: Redis or a worker may have died."""
    for application_id in rules.waiting():
        prereview.delay(str(application_id))
