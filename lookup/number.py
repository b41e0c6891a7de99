"""What an invoice number says, and which numbers can exist. Pure.

数电票: 20 digits = year (2) + region (2) + channel (1) + sequence (15), no check digit.
Older: code of 10 digits (region first) or 12 (0 or 1, then the region) and a number of 8.
"""
from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from invoice_portal.accounts.regions import REGIONS
from invoice_portal.accounts.tax_id import ENTERPRISE, kind

#: The first 数电票 were issued in December 2021.
FIRST_DIGITAL = date(2021, 12, 1)

_LONGEST_PASTE = 2000
_LABELLED_CODE = re.compile(r"发票代码[^0-9]{0,4}([0-9]{12}|[0-9]{10})(?![0-9])")
_LABELLED_NUMBER = re.compile(r"发票号码[^0-9]{0,4}([0-9]{20}|[0-9]{8})(?![0-9])")
_DIGITAL = re.compile(r"(?<![0-9])[0-9]{20}(?![0-9])")
_CODE_AND_NUMBER = re.compile(r"(?<![0-9])([0-9]{12}|[0-9]{10})[^0-9]{1,12}([0-9]{8})(?![0-9])")
_RUN = re.compile(r"[0-9](?:[0-9\s.,_·-]*[0-9])?")
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class NumberProblem:
    """Which part of a number makes it impossible: "length", "digits", "code", "year" or "region"."""

    part: str
    value: str


def clean_number(text: str) -> str:
    """Find the number in what a person typed or pasted: ``number``, or ``code-number`` for an older one.

    Where none is found, what was typed comes back without spaces and punctuation, so that it can be shown as wrong.
    """
    text = unicodedata.normalize("NFKC", text or "")[:_LONGEST_PASTE].strip()
    found = _labelled(text) or _as_written(text)
    if found:
        return found
    runs = [re.sub(r"[^0-9]", "", run) for run in _RUN.findall(text)]
    complete = [run for run in runs if len(run) == 20]
    if complete:
        return complete[0]
    bare = _NOT_WORD.sub("", text).upper()
    # Words around one number are dropped; letters inside what was typed are a slip to be shown.
    if re.search(r"[A-Z]", bare) or not runs:
        return bare
    return max(runs, key=len)


def _labelled(text: str) -> str:
    number = _LABELLED_NUMBER.search(text)
    if not number:
        return ""
    code = _LABELLED_CODE.search(text)
    if len(number[1]) == 20:
        return number[1]
    return f"{code[1]}-{number[1]}" if code else number[1]


def _as_written(text: str) -> str:
    if digital := _DIGITAL.search(text):
        return digital[0]
    old = _CODE_AND_NUMBER.search(text)
    return f"{old[1]}-{old[2]}" if old else ""


def split_slug(slug: str) -> tuple[str, str]:
    """``code-number`` or ``number`` → (code or "", number)."""
    code, _, number = slug.rpartition("-")
    return code, number


def problem(number: str, code: str = "") -> NumberProblem | None:
    """Why no such number can exist, or None. Whether its year has come is judged against a date, not here."""
    if not (number.isascii() and number.isdigit()):
        return NumberProblem("digits", number)
    if code:
        return _problem_of_old(number, code)
    if len(number) != 20:
        return NumberProblem("length", str(len(number)))
    if number[:2] < "21":
        return NumberProblem("year", number[:2])
    if number[2:4] not in REGIONS:
        return NumberProblem("region", number[2:4])
    return None


def _problem_of_old(number: str, code: str) -> NumberProblem | None:
    if len(number) != 8:
        return NumberProblem("length", str(len(number)))
    if not (code.isascii() and code.isdigit()) or len(code) not in (10, 12):
        return NumberProblem("code", code)
    # 0: VAT invoices; 1: motor vehicles.
    if len(code) == 12 and code[0] not in "01":
        return NumberProblem("code", code)
    # Codes of 12 digits came with the coding rules of 2004; their sixth and seventh digits are the year of printing.
    if len(code) == 12 and code[5:7] < "04":
        return NumberProblem("code", code)
    region = region_of(number, code)
    # Codes name provinces; 91 to 95 are cities in 数电 numbers only.
    return None if region in REGIONS and region < "91" else NumberProblem("region", region)


def region_of(number: str, code: str = "") -> str:
    """The region's two digits, of the 数电 number or of the older code."""
    if code:
        return code[1:3] if len(code) == 12 else code[:2]
    return number[2:4] if len(number) == 20 else ""


def year_of(number: str, code: str = "") -> int | None:
    """The year of issue that a 数电 number states; None for an older one, whose code tells when it was printed."""
    if code or len(number) != 20 or not number[:2].isdigit():
        return None
    return 2000 + int(number[:2])


def region_of_tax_id(tax_id: str) -> str:
    """The region's two digits in a tax ID, "" if it names none that exists.

    An organisation's credit code names it in its third and fourth characters (GB 32100-2015); an identity number
    (GB 11643), and every older tax ID of 15, 17 or 20, begins with it.
    """
    organisation = len(tax_id) == 18 and kind(tax_id) == ENTERPRISE
    region = tax_id[2:4] if organisation else tax_id[:2]
    return region if region in REGIONS else ""
