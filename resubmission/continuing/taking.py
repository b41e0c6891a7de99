"""Takes a file of evidence piece by piece: begun, continued where it stopped, and handed on once all of it is there."""
import hashlib
import os
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Operator
from invoice_portal.refusal import Refusal
from lookup.storing import new_name, remove
from resubmission.evidence import MAX_BYTES, MAX_FILES, add, shown
from resubmission.file_format import refuse
from resubmission.models import Application, Evidence, PartialUpload

FOLDER = "uploads"
KEPT = timedelta(days=1)
#: What is lost at most of what has come, when the server itself is killed.
_AT_ONCE = 2**20


def begin(
    application: Application, operator: Operator, *, length: int, original_name: str, fingerprint: str
) -> PartialUpload:
    """Begin an upload, or return the one that this operator began of the same file.

    Raises :class:`Refusal` for a file that is empty, too large or one too many.
    """
    if length < 1:
        raise refuse("empty", _("这个文件是空的。请重新选择。"))
    if length > MAX_BYTES:
        raise Refusal("too_large", _("文件超过 20 MB。请压缩或拆分后上传。"), status=413)
    same = {"application": application, "operator": operator, "fingerprint": fingerprint}
    found = PartialUpload.objects.filter(**same).first() if fingerprint else None
    if found and found.length == length:
        return found
    if found:
        abandon(found)
    if max(unfinished(application).count(), application.evidence.count()) >= MAX_FILES:
        raise refuse("too_many", _("最多上传 10 个文件。请先移除一个。"))
    try:
        with transaction.atomic():
            return PartialUpload.objects.create(
                **same, length=length, original_name=shown(original_name), name=new_name(FOLDER)
            )
    except IntegrityError:
        # Begun twice at once.
        return PartialUpload.objects.get(**same)


def own_upload(application: Application, operator: Operator, upload_id: UUID) -> PartialUpload:
    """Return an upload that this operator began; the same Http404 for another's as for none."""
    found = PartialUpload.objects.filter(pk=upload_id, application=application, operator=operator).first()
    if found is None:
        raise Http404
    return found


def unfinished(application: Application):
    """Return what broke off, newest first."""
    return application.partial_uploads.filter(evidence=None).order_by("-touched_at", "id")


def append(upload: PartialUpload, offset: int, pieces: Iterable[bytes]) -> None:
    """Write what comes, from ``offset`` on; what has come when the line breaks is kept.

    Raises :class:`Refusal` (409) if the upload stands elsewhere, (413) if more comes than was announced.
    """
    _check(upload, offset)
    held = bytearray()
    try:
        for piece in pieces:
            held += piece
            if len(held) >= _AT_ONCE:
                _write(upload, bytes(held))
                held.clear()
    finally:
        # Also where reading breaks off.
        if held:
            _write(upload, bytes(held))


def finish(upload: PartialUpload) -> Evidence | None:
    """Hand the whole file on as evidence; None while something is missing. Done again, it changes nothing.

    Raises :class:`Refusal` if the file may not be evidence; nothing of it is left then.
    """
    if upload.offset < upload.length or upload.evidence_id:
        return upload.evidence
    try:
        evidence = _handed_on(upload)
    except Refusal as refusal:
        # One that may pass by itself (too many files, submitted meanwhile) costs no second upload.
        if refusal.code != "too_many" and refusal.status != 409:
            abandon(upload)
        raise
    upload.evidence = evidence
    upload.save(update_fields=["evidence"])
    remove(upload.name)
    return evidence


def abandon(upload: PartialUpload) -> None:
    """Forget an upload and what has come of it."""
    upload.delete()
    remove(upload.name)


def forget_old() -> int:
    """Forget uploads that nobody has continued for a day; return how many."""
    old = PartialUpload.objects.filter(touched_at__lt=timezone.now() - KEPT).order_by("touched_at")[:1000]
    for upload in (forgotten := list(old)):
        abandon(upload)
    return len(forgotten)


def _handed_on(upload: PartialUpload) -> Evidence:
    try:
        with default_storage.open(upload.name) as file:
            data = file.read()
    except FileNotFoundError:
        data = b""
    claimed = upload.fingerprint.removeprefix("sha256:")
    whole = len(data) == upload.length
    if not whole or (claimed != upload.fingerprint and claimed != hashlib.sha256(data).hexdigest()):
        raise refuse("damaged_on_the_way", _("文件在传输中损坏。请重新上传。"))
    by = upload.operator.person
    return add(upload.application, data=data, original_name=upload.original_name, by=by)[0]


def _check(upload: PartialUpload, offset: int) -> None:
    if upload.offset != offset:
        raise Refusal("other_offset", _("上传的位置与已收到的不符，请从已收到的位置继续。"), status=409)


def _write(upload: PartialUpload, data: bytes) -> None:
    """Write and say so under the row's lock: two that continue at once cannot mix."""
    with transaction.atomic():
        locked = PartialUpload.objects.select_for_update().filter(pk=upload.pk).first()
        if locked is None:
            raise Http404
        _check(locked, upload.offset)
        if locked.offset + len(data) > locked.length:
            raise Refusal("longer_than_said", _("收到的内容比声明的长度多。请重新上传。"), status=413)
        _put(locked.name, locked.offset, data)
        locked.offset += len(data)
        locked.touched_at = timezone.now()
        locked.save(update_fields=["offset", "touched_at"])
    upload.offset = locked.offset


def _put(name: str, offset: int, data: bytes) -> None:
    path = Path(default_storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        file.seek(offset)
        file.truncate()
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
