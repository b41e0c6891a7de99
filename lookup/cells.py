"""Cells of tables to take away: a text is a cell of type text, and what begins with = + - @ never a formula."""
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

#: As much text as a cell of a spreadsheet holds.
_LONGEST = 32_767
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def text_cell(sheet: WriteOnlyWorksheet, text: object) -> WriteOnlyCell:
    """Return a cell that holds the text as it is, whoever typed it."""
    clean = ILLEGAL_CHARACTERS_RE.sub("", str(text))[:_LONGEST]
    cell = WriteOnlyCell(sheet, value=clean)
    if clean.startswith(_RISKY):
        # As Excel marks what was typed behind an apostrophe; the type says it to every other program.
        cell.data_type, cell.quotePrefix = "s", True
    return cell


def head_cell(sheet: WriteOnlyWorksheet, text: object) -> WriteOnlyCell:
    """Return a cell of a header."""
    cell = text_cell(sheet, text)
    cell.font = Font(bold=True)
    return cell
