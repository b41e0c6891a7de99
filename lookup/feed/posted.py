"""Reads posted zips in the worker. May run twice, or two at once, or be killed anywhere: a batch is read once.

A worker claims the row by a filtered UPDATE, and writes only while the claim is still its own. What it had read
when it was interrupted stays, so a large zip is read in several goes.
"""
import logging
from datetime import timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from invoice_portal.refusal import Refusal
from lookup.models import PostedFeed
from lookup.owed import Owed
from lookup.storing import remove

from .delivery import Unopenable
from .finding import batches_in_zip, in_order
from .posting import queue
from .reading import PATIENCE, read_found, refused_unread
from .report import BatchReport

log = logging.getLogger(__name__)

State = PostedFeed.State
#: Seconds after which reading is interrupted, and after which its process is ended; a message is sent again after 600.
SOFT_LIMIT, HARD_LIMIT = 480, 540
#: A claim older than this is a dead worker's.
LEASE = timedelta(seconds=HARD_LIMIT + 15)
MOST_ATTEMPTS = 20
OWED = Owed(PostedFeed, State.WAITING, State.READING, State.FAILED, "posted_at", LEASE, MOST_ATTEMPTS)
#: Files are kept so long, for questions about a batch that was refused.
KEPT = timedelta(days=7)


def read(feed_id: str) -> bool:
    """Read the zip if that is owed and nobody else is at it; tell whether it is done."""
    feed = _claim(feed_id)
    if feed is None:
        return False
    try:
        batches, detail = _batches(feed), ""
    except (SoftTimeLimitExceeded, Refusal):
        # More of it is here than before, or the source is being read by another.
        OWED.held(feed).update(state=State.WAITING, posted_at=feed.posted_at)
        return False
    except Exception:
        log.exception("a posted feed could not be read", extra={"feed": str(feed.pk)})
        if feed.attempts < MOST_ATTEMPTS:
            OWED.held(feed).update(state=State.WAITING)
            return False
        batches, detail = [], _("读取时发生错误")
    state = State.FAILED if detail else State.DONE
    return bool(OWED.held(feed).update(state=state, detail=detail, batches=batches, read_at=timezone.now()))


def requeue_owed() -> int:
    """Queue again what waits, or was left by a dead worker; give up what has killed too many. Return how many."""
    return OWED.requeue(queue, most=200, detail=_("多次读取都中断，已停止尝试"), read_at=timezone.now())


def forget_old() -> int:
    """Remove the files of feeds that were read some days ago; rows and reports stay. Return how many."""
    old = PostedFeed.objects.filter(posted_at__lt=timezone.now() - KEPT, state__in=[State.DONE, State.FAILED])
    kept = list(old.exclude(name="").values_list("pk", "name")[:1000])
    for _pk, name in kept:
        remove(name)
    PostedFeed.objects.filter(pk__in=[pk for pk, _name in kept]).update(name="")
    return len(kept)


def _claim(feed_id: str) -> PostedFeed | None:
    claimed = OWED.take(PostedFeed.objects.filter(pk=feed_id))
    if claimed is None:
        return None
    feed = PostedFeed.objects.select_related("source").get(pk=feed_id)
    feed.claimed_at = claimed
    return feed


def _batches(feed: PostedFeed) -> list[dict]:
    """Read every batch of the zip and return the reports; a zip without any is one that is refused."""
    shown = "feed.zip"
    try:
        with default_storage.open(feed.name) as stream:
            found = in_order(batches_in_zip(stream, shown))
            if found:
                return [read_found(one, only=feed.source, wait=PATIENCE).as_json() for one in found]
            detail = _("其中没有批次")
    except Unopenable as error:
        detail = error.detail
    return [refused_unread(BatchReport(shown, feed.source.code), detail).as_json()]
