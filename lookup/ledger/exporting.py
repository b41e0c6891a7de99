"""The result as a table to take away: the ledger's own columns, then cause, explanation and next step of each row."""
import tempfile
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from lookup.access import SIDES
from lookup.cells import head_cell, text_cell
from lookup.models import LedgerExport, LedgerRow, LedgerRun
from lookup.reading.ledger import LedgerRow as ReadRow
from lookup.reading.ledger import rows_of

from .columns import letter_of
from .opening import opened, width_of
from .results import brief
from .totals import compared

_AT_ONCE = 1_000
_FIGURES = ("amount", "tax", "total")


def table_of(export: LedgerExport) -> bytes:
    """Return the workbook; raises Unreadable if the stored ledger is gone."""
    run = export.run
    reads = rows_of(opened(run), run.columns)
    book = Workbook(write_only=True)
    _write_rows(book.create_sheet(_("追踪结果")), run, reads, export.address)
    _write_totals(book.create_sheet(_("月度核对")), run)
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        return file.read()


def _write_rows(sheet: WriteOnlyWorksheet, run: LedgerRun, reads: Iterator[ReadRow], address: str) -> None:
    width = width_of(run)
    own = [run.header[at] if at < len(run.header) else "" for at in range(width)]
    header = [name or letter_of(at) for at, name in enumerate(own)]
    result = [_("行号"), _("原因代码"), _("结论"), _("说明"), _("下一步"), _("链接")]
    sheet.freeze_panes = "A2"
    sheet.append([head_cell(sheet, name) for name in [*header, *result]])
    figures = {run.columns[name]: name for name in _FIGURES if name in run.columns}
    for read, row in _both(reads, run):
        cells = [_own(sheet, read, row, at, figures) for at in range(width)]
        answer = brief(row)
        step = answer["next"] or {"label": "", "url": ""}
        link = address.rstrip("/") + step["url"] if step["url"] else ""
        words = [answer["cause"], answer["headline"], answer["explanation"], step["label"], link]
        sheet.append([*cells, row.row_number, *(text_cell(sheet, text) for text in words)])


def _both(reads: Iterator[ReadRow], run: LedgerRun) -> Iterator[tuple[ReadRow, LedgerRow]]:
    """Yield each row of the file with its answer, a thousand answers at a time."""
    answers = _answers(run)
    answer = next(answers, None)
    for read in reads:
        if answer is not None and answer.row_number == read.row_number:
            yield read, answer
            answer = next(answers, None)


def _answers(run: LedgerRun) -> Iterator[LedgerRow]:
    after = 0
    while rows := list(run.rows.filter(row_number__gt=after).select_related("trace").order_by("row_number")[:_AT_ONCE]):
        for row in rows:
            row.run = run
            yield row
        after = rows[-1].row_number


def _own(sheet: WriteOnlyWorksheet, read: ReadRow, row: LedgerRow, at: int, figures: dict[int, str]):
    """Return the ledger's own cell: an amount that was understood as a figure, anything else as text."""
    if at in figures and (said := row.said.get(figures[at])):
        return Decimal(said)
    return text_cell(sheet, read.cells[at] if at < len(read.cells) else "")


def _write_totals(sheet: WriteOnlyWorksheet, run: LedgerRun) -> None:
    parts = {"ledger": _("台账"), "portal": _("平台"), "difference": _("相差")}
    words = {"count": _("份数"), "amount": _("金额"), "tax": _("税额"), "total": _("价税合计")}
    columns = [f"{part} {word}" for part in parts.values() for word in words.values()]
    sheet.append([head_cell(sheet, name) for name in [_("进项 / 销项"), _("月份"), _("已作废"), *columns]])
    for one in compared(run.totals):
        place = [str(SIDES.get(one["side"], "")), one["month"], _("是") if one["voided"] else ""]
        figures = [Decimal(one[part][name]) for part in parts for name in words]
        sheet.append([*(text_cell(sheet, text) for text in place), *figures])
