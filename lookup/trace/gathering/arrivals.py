"""What came and was refused, and what was announced and has not come."""
from decimal import Decimal, InvalidOperation

from django.db.models import Q, QuerySet

from lookup.access import PURCHASES, SALES, sides_of
from lookup.coverage.gathering import coverage_of
from lookup.models import Announcement, Entry

from ..facts import Awaited, Refused
from ..question import Question
from .ahead import under
from .asker import Asker

_MOST = 50


def refused_entry(asker: Asker, asked: Question) -> tuple[Entry | None, str]:
    """Return the quarantined entry that the asker may be told of, and the side on which it names them, if it does."""
    mine = asker.taxpayer.tax_id
    for entry in _entries(asker, asked):
        if not asked.number and not asked.digest and not _fits(entry, asked):
            continue
        if mine in (entry.buyer_tax_id, entry.seller_tax_id):
            return entry, PURCHASES if entry.buyer_tax_id == mine else SALES
        if _holds(asker, entry, asked):
            return entry, ""
    return None, ""


def quarantined() -> QuerySet[Entry]:
    """Return entries that were refused, newest first."""
    refused = Entry.objects.filter(state=Entry.State.QUARANTINED)
    return refused.select_related("source").defer("raw").order_by("-id")


def _entries(asker: Asker, asked: Question) -> list[Entry]:
    if asker.ahead.has_unseen(asked):
        return sorted(under(asker.ahead.entries, asked), key=lambda entry: -entry.pk)[:_MOST]
    return list(quarantined().filter(_asked_for(asker, asked))[:_MOST])


def refused(entry: Entry, named: bool) -> Refused:
    return Refused(entry.reason, entry.field, entry.source.name, entry.arrived_at, named)


def announcement(asker: Asker, asked: Question) -> tuple[Announcement | None, str]:
    """Return the announcement that names this taxpayer and whose data has not come, and their side of it."""
    mine = asker.taxpayer.tax_id
    if asker.ahead.has_unseen(asked):
        found = min(under(asker.ahead.announcements, asked), key=lambda one: one.pk, default=None)
    else:
        condition = Q(pk__in=[])
        for code, number in asked.forms():
            condition |= Q(number=number) if code is None else Q(number=number, code=code)
        found = waiting(asker).filter(condition).first()
    if found is None:
        return None, ""
    return found, PURCHASES if found.buyer_tax_id == mine else SALES


def waiting(asker: Asker) -> QuerySet[Announcement]:
    """Return what was announced under this taxpayer's name and has not come, first announced first."""
    mine = asker.taxpayer.tax_id
    named = Q(buyer_tax_id=mine) | Q(seller_tax_id=mine)
    return Announcement.objects.filter(named, arrived_at=None).select_related("source", "batch").order_by("id")


def awaited(asker: Asker, found: Announcement) -> Awaited:
    known = asker.coverage.get(found.source.code) or tuple(coverage_of([found.source]))
    asker.coverage[found.source.code] = known
    return Awaited(known[0], found.batch.number, found.announced_at)


def _asked_for(asker: Asker, asked: Question) -> Q:
    condition = Q(pk__in=[])
    mine = Q(buyer_tax_id=asker.taxpayer.tax_id) | Q(seller_tax_id=asker.taxpayer.tax_id)
    for code, number in asked.forms():
        condition |= Q(number=number) & mine if code is None else Q(number=number, code=code)
    if asked.digest:
        condition |= Q(digest=asked.digest)
    if asked.number or asked.digest:
        return condition
    if asked.total is not None:
        return mine & Q(read__total=str(asked.total))
    return mine & Q(read__issue_date=str(asked.day)) if asked.day else condition


def _fits(entry: Entry, asked: Question) -> bool:
    """Tell whether nothing that the entry says of date and total is other than asked."""
    pairs = [(entry.read.get("issue_date"), asked.day), (_amount(entry.read.get("total")), asked.total)]
    return all(str(said) == str(wanted) for said, wanted in pairs if said is not None and wanted is not None)


def _amount(text: str | None) -> Decimal | None:
    try:
        return Decimal(text).quantize(Decimal("0.01")) if text else None
    except InvalidOperation:
        return None


def _holds(asker: Asker, entry: Entry, asked: Question) -> bool:
    if asked.digest and bytes(entry.digest) == asked.digest:
        return True
    told = asked.number and asked.day and asked.total is not None
    if told and (entry.read.get("issue_date"), _amount(entry.read.get("total"))) == (str(asked.day), asked.total):
        return True
    return asker.is_enterprise and asker.bears(entry.read.get("buyer_name", ""))


def covered(asker: Asker, side: str) -> bool:
    return not side or side in sides_of(asker.operator)
