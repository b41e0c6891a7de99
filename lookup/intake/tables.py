"""A long CSV in parts, each a table of its own with the same header: of any length, in the memory of one part.

What a person uploads is limited to a workbook's size; what a source delivers is not.
"""
import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from lookup.reading import Unreadable, sniff
from lookup.reading.ledger import open_ledger
from lookup.reading.ledger.csv_text import decoded, separator

#: Fewer rows than a ledger may have, however short they are: a number alone has 20 digits.
PART = 1024 * 1024
#: A quotation mark that is never closed does not gather the rest of the file.
_LONGEST = 4 * PART
_LONGEST_LINE = 64 * 1024
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def is_long_table(stream: BinaryIO) -> bool:
    """Tell whether a stream, read from its beginning, is a CSV of more than one part."""
    start = stream.read(PART + 1)
    # In UTF-16 a byte of a line break may be part of a character.
    return len(start) > PART and not start.startswith(_WIDE) and sniff(start) == "csv"


def parts_of(stream: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Yield each part, with its header, and how many rows stand above its own first line."""
    stream.seek(0)
    header = _header(stream)
    stream.seek(len(header))
    above = 0
    while part := _part(stream):
        if part.strip(b',;\t\r\n "'):
            yield header + part, above
        above += part.count(b"\n")


def _header(stream: BinaryIO) -> bytes:
    """Return the lines above the first invoice; none if there is no header, or it can't be told."""
    start = stream.read(PART)
    start = start[: start.rfind(b"\n") + 1]
    try:
        skipped = open_ledger(start).skipped
        text = decoded(start)
    except Unreadable:
        return b""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text[: 64 * 1024]) or ",")
    for _row in islice(rows, skipped):
        pass
    return b"".join(start.splitlines(keepends=True)[: rows.line_num]) if skipped else b""


def _part(stream: BinaryIO) -> bytes:
    """Read whole lines, and no further than all quotation marks are closed."""
    lines, size, marks = [], 0, 0
    while line := stream.readline(_LONGEST_LINE):
        lines.append(line)
        size += len(line)
        marks += line.count(b'"')
        if (size >= PART and marks % 2 == 0 and line.endswith(b"\n")) or size >= _LONGEST:
            break
    return b"".join(lines)
