"""Monthly control totals: count, net, tax and total, of the ledger beside the portal's, which tie to the cent.

For each month and side, voided invoices apart:  portal = ledger + what the rows that differ lack + records that no row
has. Red invoices count with their sign.
"""
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncMonth

from lookup.models import UNREADABLE, Invoice, LedgerRun

FIGURES = ("count", "amount", "tax", "total")
Totals = dict[str, int | str]
#: Side, first day of the month (None: unknown), voided.
Group = tuple[str, date | None, bool]
_AMOUNT = Coalesce("amount", F("total") - Coalesce("tax", Decimal(0)))
_VOIDED = Invoice.Validity.VOIDED


def totals_of(run: LedgerRun, *, as_of: datetime) -> list[dict]:
    """Return one entry for each group of the ledger's rows, in order; figures as text with two decimals.

    ``ledger``: its rows; ``portal``: the records accepted by ``as_of``; ``tied``: those of them that a row has.
    """
    ledger, tied = _of_rows(run), _of_tied(run)
    portal = {}
    for side in {side for side, month, _voided in ledger if month}:
        portal |= _of_records(run, side, {month for of, month, _voided in ledger if of == side and month}, as_of)
    groups = sorted(set(ledger) | set(portal), key=lambda group: (group[0], group[1] or date.min, group[2]))
    return [
        {
            "side": side, "month": f"{month:%Y-%m}" if month else "", "voided": voided,
            "ledger": _said(ledger.get((side, month, voided))), "portal": _said(portal.get((side, month, voided))),
            "tied": _said(tied.get((side, month, voided))),
        }
        for side, month, voided in groups
    ]  # fmt: skip


def records_of(run: LedgerRun, side: str, first: date, end: date, as_of: datetime) -> QuerySet[Invoice]:
    """Return the portal's records of one side that were issued from ``first`` to before ``end``."""
    bought, sold = Q(buyer=run.taxpayer_id), Q(seller=run.taxpayer_id)
    if side == "purchases":
        mine = bought if run.sees_purchases else Q(pk__in=[])
    elif not run.sees_sales:
        mine = Q(pk__in=[])
    else:
        # What the taxpayer sold to itself is counted among its purchases.
        mine = sold & ~bought if run.sees_purchases else sold
    return Invoice.objects.filter(mine, issue_date__gte=first, issue_date__lt=end, accepted_at__lte=as_of)


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _of_rows(run: LedgerRun) -> dict[Group, dict]:
    rows = run.rows.exclude(cause=UNREADABLE).annotate(month=TruncMonth("issue_date"))
    sums = {name: Coalesce(Sum(name), Decimal(0)) for name in FIGURES[1:]}
    found = rows.values("side", "month", "voided").order_by().annotate(count=Count("pk"), **sums)
    return {(one["side"], one["month"], one["voided"]): one for one in found}


def _of_tied(run: LedgerRun) -> dict[Group, dict]:
    rows = run.rows.filter(tied=True).annotate(month=TruncMonth("issue_date"))
    amount = Coalesce("invoice__amount", F("invoice__total") - Coalesce("invoice__tax", Decimal(0)))
    sums = {"amount_": Sum(amount), "total_": Sum("invoice__total")}
    found = rows.values("side", "month", "voided").order_by().annotate(count=Count("pk"), **sums)
    return {(one["side"], one["month"], one["voided"]): _completed(one) for one in found}


def _of_records(run: LedgerRun, side: str, months: set[date], as_of: datetime) -> dict[Group, dict]:
    records = records_of(run, side, min(months), next_month(max(months)), as_of)
    records = records.annotate(month=TruncMonth("issue_date"), voided=Q(validity=_VOIDED))
    sums = {"amount_": Sum(_AMOUNT), "total_": Sum("total")}
    found = records.values("month", "voided").order_by().annotate(count=Count("pk"), **sums)
    return {(side, one["month"], one["voided"]): _completed(one) for one in found if one["month"] in months}


def _completed(one: dict) -> dict:
    return {"count": one["count"], "amount": one["amount_"], "tax": one["total_"] - one["amount_"],
            "total": one["total_"]}  # fmt: skip


def _said(found: dict | None) -> Totals:
    if found is None:
        return {"count": 0} | dict.fromkeys(FIGURES[1:], "0.00")
    return {"count": found["count"]} | {name: f"{found[name]:.2f}" for name in FIGURES[1:]}


def subtracted(one: Totals, other: Totals) -> Totals:
    """Return the figures of one less those of another."""
    count = int(one["count"]) - int(other["count"])
    return {"count": count} | {name: str(Decimal(one[name]) - Decimal(other[name])) for name in FIGURES[1:]}


def compared(totals: Iterable[dict]) -> Iterator[dict]:
    """Yield each entry with its ``difference`` (portal less ledger), and of what it is made: ``rows``, ``unlisted``.

    ``ties``: the ledger, the portal, and those of the portal's records that a row has, all agree.
    """
    for one in totals:
        yield one | {
            "ties": one["portal"] == one["tied"] == one["ledger"],
            "difference": subtracted(one["portal"], one["ledger"]),
            "rows": subtracted(one["tied"], one["ledger"]),
            "unlisted": subtracted(one["portal"], one["tied"]),
        }
