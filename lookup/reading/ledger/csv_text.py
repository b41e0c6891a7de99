"""CSV → rows of texts: the encoding and the separator are told from the content."""
from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from charset_normalizer import from_bytes

from ..errors import Unreadable
from .columns import columns_of

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS = ",;\t"
_SAMPLE = 64 * 1024


def csv_rows(data: bytes) -> Iterator[list[str]]:
    """Every row; raises Unreadable."""
    text = decoded(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text[:_SAMPLE]) or ",")
    try:
        yield from reader
    except csv.Error as error:
        raise Unreadable("CSV 无法读取", f"#{reader.line_num} {error}") from None


def decoded(data: bytes) -> str:
    """The text: by its byte order mark, else UTF-8, else what Chinese Windows writes, else what it looks like."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise Unreadable("无法识别文件的文字编码，请另存为 UTF-8 的 CSV")
    return data.decode(best.encoding, "replace")


def separator(text: str) -> str | None:
    """The one of , ; and tab that divides most lines into the same number of fields; None if none does."""
    lines = [line for line in text.splitlines()[:30] if line.strip()]
    best, most = None, 0
    for mark in _SEPARATORS:
        counts = Counter(len(row) for row in _rows(lines, mark))
        width, times = max(counts.items(), key=lambda item: (item[0] > 1, item[1]), default=(1, 0))
        if width > 1 and times * width > most:
            best, most = mark, times * width
    return best


def looks_like_csv(data: bytes) -> bool:
    """Whether the beginning is text in columns: no control characters, and lines that a separator divides alike.

    One column is enough if it is called 发票号码.
    """
    start = data[:8192]
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and any(byte < 9 or 13 < byte < 32 for byte in start):
        return False
    try:
        # A character may be cut in two at the end.
        text = decoded(start.rsplit(b"\n", 1)[0] if not wide else start[: len(start) // 2 * 2])
    except Unreadable:
        return False
    return separator(text) is not None or any(columns_of([line]) for line in text.splitlines()[:3])


def _rows(lines: list[str], mark: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=mark)
    except csv.Error:
        return
