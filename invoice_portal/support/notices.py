"""Owes a notice to a taxpayer, in the transaction of the change that it tells of."""
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from invoice_portal.accounts.models import Operator, Taxpayer
from invoice_portal.queueing import queue_after_commit

from .choosing import ways_for
from .models import Notice, NoticeDelivery

#: More than this is shown as "99+", so that counting stays cheap.
COUNT_LIMIT = 100


def notify(
    taxpayer: Taxpayer, *, kind: str, params: dict[str, Any], link: str, dedupe_key: str,
    operator: Operator | None = None,
) -> Notice:  # fmt: skip
    """Write the notice once, and owe its SMS and e-mail, as the operator that it is for has chosen.

    The same ``dedupe_key`` again returns the first notice and sends nothing. Its words are made by
    ``wording`` from ``kind`` and ``params`` in the language of whoever reads it.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a notice is owed in the transaction of the change that it tells of")
    fresh = {"taxpayer": taxpayer, "operator": operator, "kind": kind, "params": params, "link": link}
    notice, made = Notice.objects.get_or_create(dedupe_key=dedupe_key, defaults=fresh)
    for channel, address in ways_for(operator.person, kind) if made and operator else ():
        owed = NoticeDelivery.objects.create(notice=notice, channel=channel, to=address)
        queue_after_commit("invoice_portal.support.tasks.deliver", str(owed.pk))
    return notice


def notices_of(operator: Operator) -> QuerySet[Notice]:
    """Return the notices that this operator reads: the taxpayer's own and theirs in particular, newest first."""
    for_them = Q(operator=None) | Q(operator=operator)
    return Notice.objects.filter(for_them, taxpayer=operator.taxpayer_id).order_by("-created_at", "-id")


def unread_count(operator: Operator) -> int:
    """Count what is unread, up to ``COUNT_LIMIT``."""
    return notices_of(operator).filter(read_at=None).order_by()[:COUNT_LIMIT].count()
