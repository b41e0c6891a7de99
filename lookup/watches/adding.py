"""Begins watches from answers of the trace that found nothing: one, or all that a ledger is waiting for."""
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from invoice_portal.accounts.models import Operator, Taxpayer
from invoice_portal.history.record import record_many
from invoice_portal.refusal import Refusal
from lookup.models import Trace, Watch
from lookup.trace.catalogue import CATALOGUE
from lookup.trace.gathering.gather import region_of_question
from lookup.trace.question import Question

from .arriving import queue_looks
from .key import key_of
from .outcome import WATCHED

#: Active watches of a taxpayer, all operators together.
MOST = 5_000


def why_not_watch(trace: Trace) -> Refusal | None:
    """Return why what this trace asked for can't be watched, or None if it can."""
    if trace.cause not in WATCHED:
        text = _("只能关注还没有到达的发票，而这次追踪的结果是：%(headline)s。")
        return Refusal("not_awaited", text % {"headline": CATALOGUE[trace.cause].headline}, status=409)
    if not trace.number:
        wrong = _("关注需要发票号码，请补充号码后再查。")
        return Refusal("number_needed", wrong, fields={"number": wrong})
    if key_of(Question.of_json(trace.asked)) is None:
        wrong = _("只有 8 位号码不能确定是哪一张，请补充发票代码后再查。")
        return Refusal("code_needed", wrong, fields={"code": wrong})
    return None


@transaction.atomic
def add(operator: Operator, trace: Trace) -> tuple[Watch, bool]:
    """Watch what the trace asked for; tells too whether that is new. Refuses what can't be watched, or too many.

    ``trace`` is one that the operator may read (``trace.earlier.own_trace``).
    """
    if refusal := why_not_watch(trace):
        raise refusal
    made = add_many(operator, [trace])
    code, number = key_of(Question.of_json(trace.asked)) or ("", "")
    watch = Watch.objects.get(operator=operator, number=number, code=code, state=Watch.State.WATCHING)
    return watch, bool(made)


@transaction.atomic
def add_many(operator: Operator, traces: Iterable[Trace]) -> int:
    """Watch all of these that can be watched and are not yet; return how many. Refuses if that were too many."""
    # One after the other, so that the limit holds; readers and arriving invoices go on.
    Taxpayer.objects.select_for_update(no_key=True).get(pk=operator.taxpayer_id)
    new: dict[tuple[str, str], Watch] = {}
    for trace in traces:
        if why_not_watch(trace) is None:
            watch = _watch(operator, trace)
            new.setdefault((watch.code, watch.number), watch)
    active = Watch.objects.filter(state=Watch.State.WATCHING)
    numbers = {number for _code, number in new}
    for key in active.filter(operator=operator, number__in=numbers).values_list("code", "number"):
        new.pop(key, None)
    _check_room(active.filter(taxpayer=operator.taxpayer_id).count(), len(new))
    watches = Watch.objects.bulk_create(new.values(), batch_size=1000)
    ids = [watch.pk for watch in watches]
    record_many("watch", ids, "begun", by=operator.person)
    # What came while the page was read is found at once.
    queue_looks(ids)
    return len(ids)


def _watch(operator: Operator, trace: Trace) -> Watch:
    asked = Question.of_json(trace.asked)
    code, number = key_of(asked) or ("", "")
    known = ""
    if trace.cause == "QUARANTINED":
        known = Watch.Told.QUARANTINED
    elif "BATCH_OVERDUE" in (trace.cause, *trace.verdict["also"]):
        known = Watch.Told.BATCH_OVERDUE
    now = timezone.now()
    return Watch(
        taxpayer_id=operator.taxpayer_id, operator=operator, number=number, code=code, trace=trace,
        issue_date=asked.day, region=region_of_question(asked), told_as=known, created_at=now, looked_at=trace.as_of,
    )  # fmt: skip


def _check_room(active: int, new: int) -> None:
    if new and active + new > MOST:
        text = ngettext(
            "本单位最多同时关注 %(most)d 张发票，现在还可以关注 %(room)d 张。请先停止一些关注。",
            "本单位最多同时关注 %(most)d 张发票，现在还可以关注 %(room)d 张。请先停止一些关注。",
            max(MOST - active, 0),
        )
        raise Refusal("too_many_watches", text % {"most": MOST, "room": max(MOST - active, 0)}, status=409)
