"""XLSX and XLS → sheets and rows, read by python-calamine in a process of its own with limits on memory and time."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ..apart import spoken_by
from ..archive import Limits, check, is_zip
from ..errors import Unreadable

Cell = str | float | int | bool | date | None

#: A sheet of 50,000 rows is 100 MB of XML, and shrinks 10 to 40 times.
_LIMITS = Limits(entries=2_000, member=256 * 2**20, total=400 * 2**20, ratio=200)
_CHILD = Path(__file__).with_name("workbook_child.py")


def sheet_names(data: bytes) -> list[tuple[str, bool]]:
    """(name, whether it is shown) of each sheet, in order; raises Unreadable."""
    if is_zip(data):
        check(data, _LIMITS)
    with _child(data, "names") as said:
        for value in said:
            return [(name, shown) for name, shown in _answer(value)["sheets"]]
    raise Unreadable("表格无法打开")


def sheet_rows(data: bytes, index: int) -> Iterator[list[Cell]]:
    """Every row of a sheet from its first, streaming; raises Unreadable."""
    with _child(data, "rows", str(index)) as said:
        for value in said:
            yield [_cell(cell) for cell in _answer(value)]


def _child(data: bytes, *arguments: str) -> AbstractContextManager[Iterator[Any]]:
    failed = Unreadable("表格无法打开，内容过大或已损坏")
    return spoken_by(_CHILD, *arguments, data=data, failed=failed)


def _answer(value: Any) -> Any:
    if isinstance(value, dict) and "error" in value:
        if value["error"] == "password":
            raise Unreadable("表格有密码保护，请去掉密码后再上传")
        raise Unreadable("表格无法打开", value["error"])
    return value


def _cell(value: Any) -> Cell:
    if isinstance(value, dict):
        text = value["date"]
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    return value
