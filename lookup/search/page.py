"""One page of results, newest first, in a fixed number of queries whatever the size of the table."""
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from invoice_portal.accounts.models import Operator

from .. import access
from ..models import Download, Invoice
from ..status import status_q
from . import cursor as cursors
from .criteria import Criteria
from .parties import Parties

_ORDER = ("-issue_date", "-id")
_UNSHOWN = ("lines", "contacts", "special", "remark", "conflict_detail", "validity_reason")
_PARTIES = ("seller", "buyer", "seller_name", "buyer_name")


@dataclass(frozen=True, slots=True)
class Page:
    """Rows carry ``downloaded``: whether this taxpayer has taken the PDF."""

    rows: list[Invoice]
    next_cursor: str | None


def search(operator: Operator, criteria: Criteria, cursor: str | None = None, limit: int = 20) -> Page:
    """Return the invoices that match and that the operator may see, after the cursor."""
    condition = _condition_of(criteria)
    if cursor:
        day, last = cursors.decode(cursor)
        condition &= Q(issue_date__lte=day) & (Q(issue_date__lt=day) | Q(pk__lt=last))
    if criteria.number:
        # A number has few bearers, found by its own index: nothing is gained by ordered scans of either side.
        found = condition & Parties(criteria, operator.taxpayer_id).anywhere() & _visible(operator, criteria.side)
        rows = list(_shown(operator, found)[: limit + 1])
    else:
        keys = _newest(operator, criteria, condition, limit + 1)
        rows = list(_shown(operator, Q(pk__in=[key[1] for key in keys])))
    more = len(rows) > limit
    rows = rows[:limit]
    return Page(rows, cursors.encode(rows[-1].issue_date, rows[-1].pk) if more else None)


def newest(operator: Operator, criteria: Criteria, limit: int) -> list[tuple]:
    """Return (date, id) of the newest invoices that match and that the operator may see."""
    return _newest(operator, criteria, _condition_of(criteria), limit)


def newest_of(operator: Operator, criteria: Criteria, limit: int) -> list[tuple]:
    """Return (date, id) of what :func:`search` would list over all its pages, newest first, up to ``limit``."""
    if not criteria.number:
        return newest(operator, criteria, limit)
    found = _condition_of(criteria) & Parties(criteria, operator.taxpayer_id).anywhere()
    found &= _visible(operator, criteria.side)
    return list(Invoice.objects.filter(found).order_by(*_ORDER).values_list("issue_date", "id")[:limit])


def _condition_of(criteria: Criteria) -> Q:
    """Return the criteria as a filter, all but the parties, the side and what may be seen."""
    condition = Q()
    if criteria.number:
        forms = [Q(number=number) if code is None else Q(number=number, code=code)
                 for code, number in criteria.number_forms()]
        condition &= forms[0] if len(forms) == 1 else forms[0] | forms[1]
    if criteria.date_from:
        condition &= Q(issue_date__gte=criteria.date_from)
    if criteria.date_to:
        condition &= Q(issue_date__lte=criteria.date_to)
    if criteria.total is not None:
        condition &= Q(total=criteria.total)
    if criteria.category:
        condition &= Q(personal=criteria.category == "personal")
    if criteria.status:
        condition &= status_q(criteria.status)
    return condition


def _newest(operator: Operator, criteria: Criteria, condition: Q, limit: int) -> list[tuple]:
    """Return (date, id) of the newest matches: one ordered, limited scan per side, joined.

    One scan with ``seller = me OR buyer = me`` would read and sort all of a large taxpayer's rows.
    """
    branches, parties = [], Parties(criteria, operator.taxpayer_id)
    # Of one day and one total there are few however large the taxpayer: their names are read, not looked up.
    few = criteria.total is not None and criteria.date_from is not None and criteria.date_from == criteria.date_to
    for seen in access.sides_of(operator):
        if criteria.side and seen != criteria.side:
            continue
        role = "buyer" if seen == access.PURCHASES else "seller"
        named = parties.anywhere() if few else parties.among(role)
        branch = Invoice.objects.filter(access.on_side(operator, seen), condition, named)
        if branches:  # What the taxpayer sold to itself is in the first branch already.
            branch = branch.exclude(access.on_side(operator, access.PURCHASES))
        branches.append(branch.order_by(*_ORDER).values_list("issue_date", "id")[:limit])
    if not branches:
        return []
    if len(branches) == 1:
        return list(branches[0])
    return list(branches[0].union(branches[1], all=True).order_by(*_ORDER)[:limit])


def _visible(operator: Operator, side: str) -> Q:
    condition = Q(pk__in=[])
    for seen in access.sides_of(operator):
        if not side or seen == side:
            condition |= access.on_side(operator, seen)
    return condition


def _shown(operator: Operator, condition: Q) -> QuerySet[Invoice]:
    """Match what a list shows of these invoices, newest first."""
    taken = Download.objects.filter(invoice=OuterRef("pk"), taxpayer=operator.taxpayer_id)
    rows = Invoice.objects.filter(condition).select_related(*_PARTIES)
    return rows.defer(*_UNSHOWN).annotate(downloaded=Exists(taken)).order_by(*_ORDER)
