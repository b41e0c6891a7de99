"""One cell of a table, as typed by a person, stored by Excel or written by a program → a value of an invoice."""
from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from ..values import SHANGHAI, moment, money
from .workbook import Cell

#: Floats hold whole numbers up to here; beyond, the last digits are not those that were typed.
_EXACT = 2**53
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]+")
_CELL_FORMULA = re.compile(r'="?(.*?)"?')
#: Days as Excel counts them; what lies outside is no date of an invoice.
_DAY_ZERO = datetime(1899, 12, 30, tzinfo=SHANGHAI)
_DAYS = range(36_000, 80_000)


class DigitsLost(ValueError):
    """A number too long for the numeric cell that holds it."""


def text_of(cell: Cell) -> str:
    """The cell as text in half-width forms, which figures, numbers and words of the bureau are told by."""
    return _half_width(cell) if isinstance(cell, str) else unicodedata.normalize("NFKC", written(cell)).strip()


@lru_cache(maxsize=4096)
def _half_width(text: str) -> str:
    # Kept for a while: a cell is asked for several times, and names and dates come again in other rows.
    return unicodedata.normalize("NFKC", written(text)).strip()


def written(cell: Cell) -> str:
    """The cell as text: without the apostrophe, ``="…"`` and blanks that keep numbers from being changed."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, (int, float)):
        # Digits that are not those that were typed are not shown either.
        return str(int(cell)) if float(cell).is_integer() and abs(cell) < _EXACT else repr(float(cell))
    text = cell.strip().lstrip("'‘’`").strip()
    formula = _CELL_FORMULA.fullmatch(text) if text.startswith("=") else None
    return formula[1].strip() if formula else text


def digits_of(cell: Cell, width: int = 0) -> str:
    """A number that is written in digits; raises DigitsLost.

    ``width``: how long such a number always is. A numeric cell has dropped its leading zeros.
    """
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if abs(cell) >= _EXACT:
            raise DigitsLost(f"{cell:.6g}")
        text = text_of(cell)
        return text.zfill(width) if text.isdigit() else text
    text = text_of(cell)
    if _SCIENTIFIC.fullmatch(text):
        # 2.6112E+19: only what was shown is left.
        raise DigitsLost(text)
    return "".join(text.split())


def moment_of(cell: Cell, warnings: list[str]) -> tuple[date | None, datetime | None]:
    """(date, time if one is given) of a real date, a text in any usual form, or Excel's count of days."""
    if isinstance(cell, datetime):
        at = cell.replace(microsecond=0, tzinfo=SHANGHAI)
        midnight = (at.hour, at.minute, at.second) == (0, 0, 0)
        return at.date(), None if midnight else at
    if isinstance(cell, date):
        return cell, None
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and int(cell) in _DAYS:
        seconds = round((cell - int(cell)) * 86_400)
        return moment_of(_DAY_ZERO + timedelta(days=int(cell), seconds=seconds), warnings)
    text = text_of(cell)
    if text.isdigit() and len(text) == 5:
        return moment_of(int(text), warnings)
    return moment(text, warnings)


def money_of(cell: Cell, field: str, warnings: list[str]) -> Decimal | None:
    """An amount. A float is what is left of a decimal, so noise below a thousandth of a fen is none."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if abs(cell) >= _EXACT:
            warnings.append(f"{field}: {cell:.6g}")
            return None
        rounded = round(cell, 2)
        return money(f"{rounded:.2f}" if abs(cell - rounded) < 1e-5 else f"{cell:.8f}", field, warnings)
    return money(text_of(cell), field, warnings)
