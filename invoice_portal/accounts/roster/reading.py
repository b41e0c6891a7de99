"""Reads a roster: text in UTF-8 or GB18030, a line of headings, then one account a line.

A line is a row whatever it holds, so that a quote left open spoils its own row and no other. Cells are text:
what a spreadsheet would compute from them is nothing to us.
"""
import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal

from .columns import LABELS, NEEDED
from .headings import column_of, is_secret

MAX_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its number, and what it says by column. ``fault`` is why it can't be read, if it can't."""

    line: int
    cells: dict[str, str]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    rows: list[Row]
    #: Headings that mean nothing here; their cells are left unread.
    ignored: list[str]


def read_roster(data: bytes) -> Roster:
    """Return the rows; refuse a file that is no CSV text, lacks a column, or announces passwords."""
    lines = _lines(data)
    first = next(((number, line) for number, line in lines if line.strip()), None)
    if first is None:
        raise _unusable(_("文件是空的。"))
    delimiter = max(",\t;", key=first[1].count)
    try:
        headings = [heading.strip() for heading in _cells(first[1], delimiter)]
    except csv.Error:
        raise _unusable(_("第一行应为栏目名称，但读不出来：引号没有成对，或单元格过长。")) from None
    columns = _columns(headings)
    rows = [_row(number, line, columns, delimiter) for number, line in lines if line.strip(" \t,;")]
    return Roster(rows, [heading for heading, column in zip(headings, columns, strict=True) if heading and not column])


def _lines(data: bytes) -> Iterator[tuple[int, str]]:
    if len(data) > MAX_BYTES:
        raise _unusable(_("文件超过 20 MB，请分成几个文件。"))
    text = _text(data).replace("\r\n", "\n").replace("\r", "\n")
    return enumerate(text.split("\n"), 1)


def _text(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04") or data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _unusable(_("这是电子表格文件，请在表格软件中另存为 CSV（UTF-8）后再导入。"))
    if b"\x00" not in data:
        for encoding in ("utf-8", "gb18030"):
            try:
                return data.removeprefix(codecs.BOM_UTF8).decode(encoding)
            except UnicodeDecodeError:
                continue
    raise _unusable(_("这不是 CSV 文本文件（UTF-8 或 GB18030 编码）。"))


def _columns(headings: list[str]) -> list[str | None]:
    if secret := next(filter(is_secret, headings), None):
        text = _("文件中有“%(heading)s”一栏。名册不应包含密码，操作员通过短信自行设置；请删去这一栏后再导入。")
        raise _unusable(text % {"heading": secret[:40]})
    columns = [column_of(heading) for heading in headings]
    if missing := [str(LABELS[column]) for column in NEEDED if column not in columns]:
        raise _unusable(_("第一行应为栏目名称，缺少：%(missing)s。") % {"missing": _("、").join(missing)})
    if twice := [column for column in NEEDED if columns.count(column) > 1]:
        raise _unusable(_("栏目“%(column)s”出现了两次。") % {"column": LABELS[twice[0]]})
    return columns


def _row(number: int, line: str, columns: list[str | None], delimiter: str) -> Row:
    try:
        found = _cells(line, delimiter)
    except csv.Error:
        return Row(number, {}, _("引号没有成对，或单元格过长；一行只能写一个账户，单元格内不能换行。"))
    if len(found) > len(columns):
        return Row(number, {}, _("单元格比栏目多；含逗号的内容应加引号。"))
    cells = dict.fromkeys(LABELS, "")
    cells |= {column: cell.strip() for column, cell in zip(columns, found, strict=False) if column}
    return Row(number, cells)


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter, strict=True), [])


def _unusable(text: str) -> Refusal:
    return Refusal("bad_roster", text, fields={"file": text})
