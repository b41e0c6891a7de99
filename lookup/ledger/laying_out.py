"""Lays a ledger's rows out in the database, all or none, so that each is traced exactly once."""
from collections.abc import Iterator
from itertools import islice

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from lookup.models import UNREADABLE, LedgerRow, LedgerRun
from lookup.reading import Unreadable
from lookup.reading.ledger import LedgerRow as ReadRow
from lookup.reading.ledger import rows_of

from .opening import opened
from .row import place_of, said_of
from .starting import fail

BATCH = 2_000
#: A figure or a day that says something nobody understands: asking without it, or totals without it, would be a guess.
_MISREAD = {
    "issue_date": _("开票日期读不出来"), "amount": _("金额读不出来"), "tax": _("税额读不出来"),
    "total": _("价税合计读不出来"),
}  # fmt: skip


def lay_out(run: LedgerRun) -> bool:
    """Write a row for each of the ledger's; tell whether there is anything to trace. The second of two waits."""
    try:
        with transaction.atomic():
            run = LedgerRun.objects.select_for_update(of=["self"]).select_related("taxpayer").get(pk=run.pk)
            if run.state != LedgerRun.State.TRACING or run.rows_total is not None:
                return run.state == LedgerRun.State.TRACING
            total = unread = 0
            rows = _rows(run)
            while batch := list(islice(rows, BATCH)):
                LedgerRow.objects.bulk_create(batch)
                total += len(batch)
                unread += sum(row.cause == UNREADABLE for row in batch)
            if not total:
                raise Unreadable("表里没有可追踪的行")
            laid_out = {"rows_total": total, "rows_done": unread, "moved_at": timezone.now(), "attempts": 0}
            LedgerRun.objects.filter(pk=run.pk).update(**laid_out)
    except Unreadable as error:
        fail(run, error.detail)
        return False
    except SoftTimeLimitExceeded:
        fail(run, _("读取超时。请拆分后再上传"))
        return False
    return True


def _rows(run: LedgerRun) -> Iterator[LedgerRow]:
    for read in rows_of(opened(run), run.columns):
        row = LedgerRow(run=run, row_number=read.row_number)
        if problem := _problem(read):
            row.cause, row.differs, row.problem = UNREADABLE, False, problem
        elif read.document:
            row.said = said_of(read.document)
            place = place_of(read.document, tax_id=run.taxpayer.tax_id, side=run.side)
            for name, value in place._asdict().items():
                setattr(row, name, value)
        yield row


def _problem(read: ReadRow) -> str:
    """Return why the row cannot be asked about, or nothing."""
    if read.document is None:
        return read.problem.replace("\0", "") or _("这一行读不出来")
    for warning in read.document.warnings:
        field, _colon, said = warning.partition(": ")
        if field in _MISREAD:
            return f"{_MISREAD[field]}：{said}".replace("\0", "")
    return ""
