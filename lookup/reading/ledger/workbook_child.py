"""Prints a workbook's sheets, or one sheet's rows, as JSON lines: the program that ``workbook.py`` runs apart.

The library lays a sheet out whole before the first row, so that one far-off cell (a file of 5 KB) asks for
gigabytes and aborts the process. Here that costs this process, which has limits upon it, and nothing else.
Run by its path, so that it loads nothing of the product.

    python workbook_child.py names < book
    python workbook_child.py rows INDEX < book
"""
import datetime
import io
import json
import sys

import python_calamine


def main() -> None:
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read())) as book:
            write(book)
    except python_calamine.PasswordError:
        print(json.dumps({"error": "password"}))
    except python_calamine.CalamineError as error:
        print(json.dumps({"error": str(error)[:200]}))


def write(book) -> None:
    if sys.argv[1] == "names":
        shown = [(sheet.name, "Visible" in str(sheet.visible)) for sheet in book.sheets_metadata]
        print(json.dumps({"sheets": shown}))
        return
    for row in book.get_sheet_by_index(int(sys.argv[2])).iter_rows():
        print(json.dumps(row, default=plain))


def plain(cell) -> object:
    """Dates as {"date": text}, to be told from text that looks like one; a time or a span says nothing here."""
    return {"date": cell.isoformat()} if isinstance(cell, datetime.date) else str(cell)


if __name__ == "__main__":
    main()
