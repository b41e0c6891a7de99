"""XLSX and XLS → sheets and rows, read by python-calamine in a process of its own with limits on memory and time."""
from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from ..archive import Limits, check, is_zip
from ..errors import Unreadable

Cell = str | float | int | bool | date | None

#: A sheet of 50,000 rows is 100 MB of XML, and shrinks 10 to 40 times.
_LIMITS = Limits(entries=2_000, member=256 * 2**20, total=400 * 2**20, ratio=200)
_CHILD = str(Path(__file__).with_name("workbook_child.py"))


def sheet_names(data: bytes) -> list[tuple[str, bool]]:
    """(name, whether it is shown) of each sheet, in order; raises Unreadable."""
    if is_zip(data):
        check(data, _LIMITS)
    with _lines(data, "names") as lines:
        for line in lines:
            return [(name, shown) for name, shown in line["sheets"]]
    raise Unreadable("表格无法打开")


def sheet_rows(data: bytes, index: int) -> Iterator[list[Cell]]:
    """Every row of a sheet from its first, streaming; raises Unreadable."""
    with _lines(data, "rows", str(index)) as lines:
        for row in lines:
            yield [_cell(value) for value in row]


@contextmanager
def _lines(data: bytes, *arguments: str) -> Iterator[Iterator[Any]]:
    # -I: nothing from the environment or the folder it stands in.
    command = [sys.executable, "-I", _CHILD, *arguments]
    child = subprocess.Popen(  # noqa: S603 - our own program, and no word of the file in the command
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        yield _spoken(child, data)
    finally:
        # Whoever has seen enough closes early.
        child.kill()
        for pipe in (child.stdin, child.stdout):
            _close(pipe)
        child.wait()


def _spoken(child: subprocess.Popen[bytes], data: bytes) -> Iterator[Any]:
    assert child.stdin and child.stdout  # noqa: S101 - both are pipes
    try:
        child.stdin.write(data)
        child.stdin.close()
    except BrokenPipeError:
        pass
    for line in child.stdout:
        said = json.loads(line)
        if isinstance(said, dict) and "error" in said:
            if said["error"] == "password":
                raise Unreadable("表格有密码保护，请去掉密码后再上传")
            raise Unreadable("表格无法打开", said["error"])
        yield said
    if child.wait():
        raise Unreadable("表格无法打开，内容过大或已损坏")


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe:
            pipe.close()
    except OSError:
        pass


def _cell(value: Any) -> Cell:
    if isinstance(value, dict):
        text = value["date"]
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    return value
