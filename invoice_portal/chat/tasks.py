"""What the worker does for conversations."""
from celery import shared_task

from . import absent
from .helper import files


@shared_task
def tell_absent() -> None:
    """Tell people who are not there that an answer came."""
    absent.tell_absent()


@shared_task(bind=True, max_retries=30)
def answer_given_file(self, given_id: int) -> None:
    """Tell in the conversation what stands in a file, as soon as the reader is done with it."""
    if not files.answer_given(given_id):
        raise self.retry(countdown=2)


@shared_task
def answer_given_files() -> None:
    """Answer the files whose message was lost or whose worker died."""
    files.answer_owed()
