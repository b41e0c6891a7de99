"""Takes a file that somebody sends with an inquiry: judged like evidence, stored before its row."""
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Person
from invoice_portal.queueing import queue_after_commit
from lookup.storing import digest_of, new_name, store
from resubmission.evidence import MAX_BYTES, shown
from resubmission.file_format import format_of, refuse

from .models import Attachment

FOLDER = "attachments"
#: By name, since tasks call workers.
TASK = "invoice_portal.attachments.tasks.look_at"
MOST_FILES = 5


def take(data: bytes, original_name: str, *, by: Person | None) -> Attachment:
    """Keep a file. Raises :class:`Refusal` for one that is empty, too large, or that evidence could not be either."""
    if not data:
        raise refuse("empty", _("这个文件是空的。请重新选择。"))
    if len(data) > MAX_BYTES:
        raise refuse("too_large", _("文件超过 20 MB。请压缩或拆分后上传。"))
    format_ = format_of(data)
    name = new_name(FOLDER)
    store(name, data)
    kept = Attachment.objects.create(
        format=format_, original_name=shown(original_name), name=name, size=len(data), digest=digest_of(data),
        taken_by=by, held=bool(settings.CLAMD_URL),
    )  # fmt: skip
    queue(kept.pk)
    return kept


def take_all(files: list[UploadedFile], *, by: Person | None) -> list[Attachment]:
    """Keep the files of a form. Raises :class:`Refusal`, put to the field ``file``, for the first that is no good."""
    if len(files) > MOST_FILES:
        raise refuse("too_many", _("一次最多上传 %(most)s 个文件。") % {"most": MOST_FILES})
    return [take(file.read(MAX_BYTES + 1), file.name or "", by=by) for file in files]


def queue(attachment_id: object) -> None:
    queue_after_commit(TASK, str(attachment_id))
