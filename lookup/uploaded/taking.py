"""Takes a file: limited in size, told by its first bytes, stored under a random name, and owed a reading."""
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Operator
from invoice_portal.accounts.throttle import limit_of
from invoice_portal.history.record import record
from invoice_portal.queueing import queue_after_commit
from invoice_portal.refusal import Refusal
from lookup.models import ReadDocument
from lookup.reading import sniff
from lookup.reading.archive import is_zip
from lookup.storing import digest_of, new_name, store

from .own import own_documents

#: By name, since tasks call workers, and workers queue tasks.
TASK = "lookup.tasks.read_document"
FOLDER = "documents"
MAX_BYTES = 20 * 1024 * 1024
#: All that one operator may have waiting to be forgotten.
KEPT_BYTES = 2 * 1024**3
FILES, FILES_WITHIN = 600, 600


def take(operator: Operator, file: UploadedFile | None) -> ReadDocument:
    """Keep the file and owe its reading. Raises :class:`Refusal` if it is missing, empty, too large or no document."""
    if file is None:
        raise _refuse("no_file", _("请先选择文件。"))
    limit_of(f"documents:{operator.pk}", times=FILES, seconds=FILES_WITHIN)
    # The size is what arrived, not what was declared.
    if file.size > MAX_BYTES:
        raise _refuse("too_large", _("文件超过 20 MB。请压缩或拆分后上传。"))
    data = file.read()
    _check(operator, data)
    name = new_name(FOLDER)
    store(name, data)
    with transaction.atomic():
        document = ReadDocument.objects.create(
            taxpayer=operator.taxpayer, operator=operator, original_name=_shown(file.name), name=name,
            size=len(data), digest=digest_of(data),
        )  # fmt: skip
        record("read_document", document.pk, "uploaded", by=operator.person, digest=document.digest)
        queue(document.pk)
    return document


def queue(document_id: UUID) -> None:
    """Tell the worker after commit. Without Redis the row stands, and the sweeper tells it later."""
    queue_after_commit(TASK, str(document_id))


def _check(operator: Operator, data: bytes) -> None:
    """Look at the first bytes only: a zip's directory is the worker's to open."""
    if not data.strip():
        raise _refuse("empty", _("这个文件是空的。请重新选择。"))
    if not is_zip(data) and sniff(data) is None:
        raise _refuse("type", _("不接受这种文件。请上传 XML、OFD、PDF、JPEG、PNG 或 WebP，或装有它们的 ZIP。"))
    kept = own_documents(operator).aggregate(size=Sum("size"))["size"] or 0
    if kept + len(data) > KEPT_BYTES:
        text = _("最近一周上传的文件过多。请过几天再传，或用批量查询。")
        raise Refusal("too_much_kept", text, status=429, wait=86_400)


def _refuse(code: str, detail: str) -> Refusal:
    return Refusal(code, detail, fields={"file": detail})


def _shown(name: str | None) -> str:
    """Return the file's name as text that can be shown and stored."""
    printable = "".join(character for character in name or "" if character.isprintable())
    return printable[-255:] or _("未命名")
