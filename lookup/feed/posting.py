"""Takes a zip that a source posts: limited, stored whole under a random name, and owed a reading."""
import hashlib
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from invoice_portal.history.record import record
from invoice_portal.queueing import queue_after_commit
from invoice_portal.refusal import Refusal
from lookup.intake.arriving import ZIP_STARTS
from lookup.models import PostedFeed, Source
from lookup.storing import new_name, remove, store_pieces

#: By name, since tasks call this room.
TASK = "lookup.tasks.read_posted_feed"
FOLDER = "feeds"
#: So many of one source may wait to be read.
MOST_WAITING = 200

State = PostedFeed.State


def take(source: Source, file: UploadedFile | None) -> PostedFeed:
    """Keep the zip and owe its reading; the same bytes again are the same row.

    Raises :class:`Refusal` if it is missing, too large or no zip, or if too many wait.
    """
    if file is None:
        raise _refuse("no_file", _("请在 file 字段中附上批次的 ZIP 文件。"))
    if file.size > settings.FEED_LARGEST:
        most = {"megabytes": settings.FEED_LARGEST >> 20}
        raise _refuse("too_large", _("文件超过 %(megabytes)s MB，请分成几个批次送达。") % most, status=413)
    if file.read(4) not in ZIP_STARTS:
        raise _refuse("type", _("这不是 ZIP 文件。"))
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    known = PostedFeed.objects.filter(source=source, digest=digest).first()
    if known and known.state != State.FAILED:
        return known
    if PostedFeed.objects.filter(source=source, state__in=[State.WAITING, State.READING]).count() >= MOST_WAITING:
        raise Refusal("too_many_waiting", _("等待读取的批次过多，请稍后再送。"), status=429)
    return _keep(source, file, digest)


def queue(feed_id: UUID) -> None:
    """Tell the worker after commit. Without Redis the row stands, and the sweeper tells it later."""
    queue_after_commit(TASK, str(feed_id))


def _keep(source: Source, file: UploadedFile, digest: str) -> PostedFeed:
    name = new_name(FOLDER, ".zip")
    file.seek(0)
    store_pieces(name, file.chunks())
    with transaction.atomic():
        # Two that post the same at once, or again what failed, meet in the row.
        fresh = {"name": name, "size": file.size, "state": State.WAITING, "attempts": 0, "detail": ""}
        feed, made = PostedFeed.objects.select_for_update().get_or_create(source=source, digest=digest, defaults=fresh)
        leftover = "" if made else name
        if feed.state == State.FAILED:
            leftover = feed.name
            for field, value in fresh.items():
                setattr(feed, field, value)
            feed.save()
        if leftover != name:
            record("posted_feed", feed.pk, "posted", source=source.code, digest=digest)
            queue(feed.pk)
    remove(leftover)
    return feed


def _refuse(code: str, detail: str, *, status: int = 400) -> Refusal:
    return Refusal(code, detail, status=status, fields={"file": detail})
