"""What a run found, as pages, tables and programs ask for it: counts, rows of a cause, rows and records that differ."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal
from lookup.detail_words import detail_words
from lookup.models import UNREADABLE, LedgerRow, LedgerRun, Trace
from lookup.search import cursor as cursors
from lookup.trace.catalogue import CATALOGUE
from lookup.trace.wording import brief_json

from .totals import next_month, records_of

PAGE_SIZE = 50
_LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Page:
    rows: list
    next_cursor: str | None


def causes_of(run: LedgerRun) -> dict[str, int]:
    """Return how many rows ended in each class, in the order of the catalogue; those that cannot be read last."""
    counted = run.rows.exclude(cause="").values("cause").order_by().annotate(count=Count("pk"))
    counts = {one["cause"]: one["count"] for one in counted}
    return {code: counts[code] for code in (*CATALOGUE, UNREADABLE) if code in counts}


def headline_of(cause: str) -> str:
    return _("读不出来的行") if cause == UNREADABLE else str(CATALOGUE[cause].headline)


def rows_page(run: LedgerRun, cursor: str, **which) -> Page:
    """Return the rows that follow, in the order of the ledger. Raises :class:`Refusal` for a cursor that is none."""
    return _page(run.rows.filter(**which), cursor)


def answered(rows: Iterable[LedgerRow]) -> list[tuple[LedgerRow, dict]]:
    """Return each row with what a list says of its answer, in words."""
    return [(row, brief(row)) for row in rows]


def brief(row: LedgerRow) -> dict:
    """Return cause, headline, explanation and next step of a row that is answered."""
    if row.cause == UNREADABLE:
        return {"cause": UNREADABLE, "owner": "you", "headline": headline_of(UNREADABLE),
                "explanation": detail_words(row.problem), "next": None}  # fmt: skip
    return brief_json(trace_of(row))


def trace_of(row: LedgerRow) -> Trace:
    """Return the row's answer as a trace; one that found the invoice is not kept as such."""
    if row.trace is not None:
        return row.trace
    run = row.run
    found = row.verdict or {}
    return Trace(taxpayer_id=run.taxpayer_id, operator_id=run.operator_id, asked=row.asked, cause=row.cause,
                 number=row.asked.get("number", ""), code=row.asked.get("code", ""), verdict=found,
                 as_of=run.moved_at)  # fmt: skip


def month_of(run: LedgerRun, side: str, month: str) -> tuple[date, list[dict]]:
    """Return the first day of the month and the run's totals for it, or Http404 if the ledger has no such month."""
    entries = [one for one in run.totals if (one["side"], one["month"]) == (side, month)]
    if not entries or not month:
        raise Http404
    return date.fromisoformat(f"{month}-01"), entries


def differing_rows(run: LedgerRun, side: str, first: date, cursor: str) -> Page:
    """Return the rows of a month that make its totals differ."""
    within = {"side": side, "issue_date__gte": first, "issue_date__lt": next_month(first), "differs": True}
    return _page(run.rows.filter(**within).select_related("invoice"), cursor)


def unlisted_records(run: LedgerRun, side: str, first: date, cursor: str) -> Page:
    """Return the portal's records of a month that no row of the ledger has, newest first."""
    tied = LedgerRow.objects.filter(run=run, invoice=OuterRef("pk"), tied=True)
    records = records_of(run, side, first, next_month(first), run.finished_at).filter(~Exists(tied))
    if cursor:
        day, last = cursors.decode(cursor)
        records = records.filter(issue_date__lte=day).filter(Q(issue_date__lt=day) | Q(pk__lt=last))
    shown = records.select_related("seller_name", "buyer_name").defer("lines")
    found = list(shown.order_by("-issue_date", "-id")[: PAGE_SIZE + 1])
    rows = found[:PAGE_SIZE]
    return Page(rows, cursors.encode(rows[-1].issue_date, rows[-1].pk) if len(found) > PAGE_SIZE else None)


def _page(rows: QuerySet[LedgerRow], cursor: str) -> Page:
    if cursor:
        if not (cursor.isascii() and cursor.isdigit() and int(cursor) <= _LARGEST):
            detail = _("翻页位置无效或已损坏，请从第一页重新查询。")
            raise Refusal("bad_cursor", detail, fields={"cursor": detail})
        rows = rows.filter(row_number__gt=int(cursor))
    found = list(rows.select_related("trace", "run").order_by("row_number")[: PAGE_SIZE + 1])
    more = len(found) > PAGE_SIZE
    return Page(found[:PAGE_SIZE], str(found[PAGE_SIZE - 1].row_number) if more else None)


def never_seen(run: LedgerRun) -> QuerySet[LedgerRow]:
    """Return the rows that nothing explains, in the order of the ledger."""
    return run.rows.filter(cause="NEVER_SEEN").order_by("row_number")
