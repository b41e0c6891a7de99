"""Takes the order for a zip: which invoices, whether that is too many, and whether there are too many orders."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Operator
from invoice_portal.history.record import record
from invoice_portal.queueing import queue_after_commit
from invoice_portal.refusal import Refusal
from lookup.access import visible_to
from lookup.models import Export, Invoice
from lookup.number import split_slug
from lookup.search import Criteria
from lookup.search.page import newest_of

State = Export.State
TASK = "lookup.tasks.work_on_export"
#: In one zip; of one operator within a day, and at a time.
MOST, A_DAY, AT_ONCE = 5_000, 30, 2
LONGEST_QUERY = 2_000
#: As many as a page has rows, and then some.
MOST_TICKED = 100


@dataclass(frozen=True)
class Found:
    """What a search finds: ids, newest first, at most ``MOST`` of them."""

    ids: list[int]
    too_many: bool = False
    #: With too many: from this day on there are few enough, and how many; None if one day alone has too many.
    since: date | None = None
    since_count: int = 0


def found_by(operator: Operator, criteria: Criteria) -> Found:
    """Return what the whole search finds, and if that is too much, which newest part of it is not."""
    keys = newest_of(operator, criteria, MOST + 1)
    if len(keys) <= MOST:
        return Found([pk for _day, pk in keys])
    oldest = keys[-1][0]
    whole_days = sum(day > oldest for day, _pk in keys)
    since = oldest + timedelta(days=1) if whole_days else None
    return Found([pk for _day, pk in keys[:MOST]], too_many=True, since=since, since_count=whole_days)


def ticked(operator: Operator, slugs: Sequence[str]) -> list[int]:
    """Return the ids of the invoices ticked, newest first; the same Http404 for a stranger's as for none."""
    slugs = list(dict.fromkeys(slugs))[: MOST_TICKED + 1]
    if not slugs:
        raise Refusal("nothing_ticked", _("请先勾选要下载的发票。"), status=422)
    if len(slugs) > MOST_TICKED:
        raise Refusal("too_many_ticked", _("一次最多勾选 100 张；更多请下载全部查询结果。"), status=422)
    if any("\0" in slug for slug in slugs):
        raise Http404
    named = Q(pk__in=[])
    for code, number in map(split_slug, slugs):
        named |= Q(number=number, code=code)
    found = Invoice.objects.filter(visible_to(operator), named).order_by("-issue_date", "-id")
    ids = list(found.values_list("pk", flat=True))
    if len(ids) != len(slugs):
        raise Http404
    return ids


def order(operator: Operator, ids: list[int], *, language: str, searched: bool, query: str) -> Export:
    """Owe the zip, or return the unfinished one of the same invoices. Raises :class:`Refusal` for too many orders.

    ``query``: of the search, as an address has it; one that is too long to keep cannot be gone back to.
    """
    if not ids:
        raise Refusal("nothing_found", _("查询结果是空的，没有可以下载的发票。"), status=422)
    with transaction.atomic():
        # In turn, so that two orders at once cannot both be the last one allowed.
        Operator.objects.select_for_update().get(pk=operator.pk)
        mine = Export.objects.filter(operator=operator)
        running = list(mine.filter(state__in=[State.OWED, State.MAKING]))
        for same in running:
            if (same.asked, same.language) == (ids, language):
                return same
        _check_limits(mine, len(running))
        export = Export.objects.create(
            operator=operator, asked=ids, language=language, searched=searched,
            query=query if len(query) <= LONGEST_QUERY else "",
        )
        record("export", export.pk, "asked", by=operator.person, count=len(ids), searched=searched)
        queue(export.pk)
    return export


def queue(export_id) -> None:
    """Tell the worker after commit. Without Redis the row stands, and the sweeper tells it later."""
    queue_after_commit(TASK, str(export_id))


def _check_limits(mine, running: int) -> None:
    if running >= AT_ONCE:
        text = _("同时最多生成 %(n)d 个下载包，您的正在生成。请等其中一个完成，或把它取消。")
        raise Refusal("too_many_running", text % {"n": AT_ONCE}, status=429)
    today = mine.filter(created_at__gt=timezone.now() - timedelta(days=1)).order_by("created_at")
    if today.count() >= A_DAY:
        again = timezone.localtime(today[0].created_at + timedelta(days=1))
        text = _("24 小时内最多生成 %(n)d 个下载包。%(at)s 之后可以再生成。")
        text = text % {"n": A_DAY, "at": f"{again:%Y-%m-%d %H:%M}"}
        raise Refusal("too_many_today", text, status=429, wait=int((again - timezone.now()).total_seconds()) + 1)
