"""Opens a ledger: which sheet, where its rows begin, and which column is which."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ..errors import Unreadable
from .cells import text_of, written
from .columns import columns_of, is_bureaus, is_of_lines
from .csv_text import csv_rows
from .shapes import columns_by_content
from .words import INVOICES, LINES
from .workbook import Cell, sheet_names, sheet_rows

#: Rows of a ledger that are read; more are refused before any is.
MOST_ROWS = 50_000
LARGEST = 20 * 2**20
_LOOKED_AT = 60
_SHEETS = 8
_SAMPLES = 10


@dataclass(frozen=True, slots=True)
class Ledger:
    """A table of invoices, not yet read.

    ``columns`` is known if ``recognised`` (the bureau's export), else a guess, to be corrected and given to
    ``rows_of``. ``header`` is [] where there is none. Indexes count from 0.
    """

    format: str
    sheet: str | None
    columns: dict[str, int]
    header: list[str]
    sample_rows: list[list[str]]
    recognised: bool
    data: bytes
    sheet_index: int
    #: Rows above the first that may be an invoice.
    skipped: int


def open_ledger(data: bytes) -> Ledger:
    """Find the table in a file; raises Unreadable if there is none that can hold invoices."""
    if len(data) > LARGEST:
        raise Unreadable("表格文件过大，请拆分后再上传", f"> {LARGEST >> 20} MB")
    if not data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        ledger = _opened("csv", None, data, 0)
        if ledger is None:
            raise Unreadable("表格里找不到发票号码一列，请在第一行写明各列的名称")
        return ledger
    lines_only = False
    for index, name in _candidates(sheet_names(data)):
        if LINES in name:
            lines_only = True
            continue
        ledger = _opened("xlsx", name, data, index)
        if ledger is not None:
            return ledger
    if lines_only:
        raise Unreadable("表格每行是一条明细，不是一张发票，请导出“发票基础信息”")
    raise Unreadable("表格里找不到发票号码一列，请在第一行写明各列的名称")


def all_rows(ledger: Ledger) -> Iterator[list[Cell]]:
    """Every row of the sheet, from its first."""
    return _rows(ledger.format, ledger.data, ledger.sheet_index)


def _rows(format: str, data: bytes, index: int) -> Iterator[list[Cell]]:
    if format == "csv":
        for row in csv_rows(data):
            yield list(row)
    else:
        yield from sheet_rows(data, index)


def _candidates(names: list[tuple[str, bool]]) -> list[tuple[int, str]]:
    """Sheets in the order in which they are tried: the bureau's own (a suffix occurs), then those that are shown."""
    numbered = [(index, name) for index, (name, shown) in enumerate(names) if shown] or [
        (index, name) for index, (name, _) in enumerate(names)
    ]
    return sorted(numbered, key=lambda sheet: not sheet[1].strip().startswith(INVOICES))[:_SHEETS]


def _opened(format: str, sheet: str | None, data: bytes, index: int) -> Ledger | None:
    first = list(islice(_rows(format, data, index), _LOOKED_AT))
    texts = [[text_of(cell) for cell in row] for row in first]
    if any(is_of_lines(row) for row in texts):
        raise Unreadable("表格每行是一条明细，不是一张发票，请导出“发票基础信息”")
    header_at, columns = _header(texts)
    if header_at is None:
        header_at = _words_alone(texts)
        below = first if header_at is None else first[header_at + 1 :]
        columns = columns_by_content([row for row in below if any(text_of(cell) for cell in row)])
    if not columns:
        return None
    begin = 0 if header_at is None else header_at + 1
    header = [] if header_at is None else texts[header_at]
    samples = [row for row in ([written(cell) for cell in row] for row in first[begin:]) if any(row)][:_SAMPLES]
    return Ledger(format, sheet, columns, header, samples, is_bureaus(header), data, index, begin)


def _words_alone(rows: list[list[str]]) -> int | None:
    """Index of the last row of those on top that hold no digit at all: a header in words of somebody's own."""
    at = None
    for index, row in enumerate(rows):
        if any(character.isdigit() for text in row for character in text):
            break
        if any(row):
            at = index
    return at


def _header(rows: list[list[str]]) -> tuple[int | None, dict[str, int]]:
    """(index, columns) of the row with the most header words, if it names a number or enough to find one by."""
    best: dict[str, int] = {}
    at = None
    for index, row in enumerate(rows[:30]):
        found = columns_of(row)
        enough = {"number", "digital_number"} & found.keys() or {"issue_date", "total"} <= found.keys()
        if enough and len(found) >= 2 and len(found) > len(best):
            at, best = index, found
    if at is None:
        for index, row in enumerate(rows[:3]):
            # A list of nothing but numbers, with its name above.
            if "number" in columns_of(row) or "digital_number" in columns_of(row):
                return index, columns_of(row)
    return at, best
