"""What the worker does for attachments."""
from celery import shared_task
from django.db.models import Q

from lookup.orphans import remove_orphans

from . import looking_at, taking
from .models import Attachment


@shared_task
def look_at(attachment_id: str) -> None:
    """Judge and draw one file."""
    looking_at.look_at(attachment_id)


@shared_task
def requeue_owed_attachments() -> None:
    """Queue again the files whose message was lost, whose worker died or whose scanner did not answer."""
    looking_at.requeue_owed()


@shared_task
def sweep_attachments() -> None:
    """Remove files of which no row knows."""
    for folder in (taking.FOLDER, looking_at.PICTURES):
        remove_orphans(folder, _known)


def _known(names: set[str]) -> set[str]:
    rows = Attachment.objects.filter(Q(name__in=names) | Q(picture__in=names)).values_list("name", "picture")
    return {name for row in rows for name in row}
