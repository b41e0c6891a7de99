"""Rules of the tax ID (纳税人识别号): what can be one, and where a wrong one goes wrong. Knows nothing of Django.

18 characters: a unified social credit code (GB 32100-2015) or a citizen's identity number. Older: 15, 17 or 20.
"""
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

ENTERPRISE, PERSON = "ENTERPRISE", "PERSON"
#: Codes of what can be wrong.
EMPTY, LENGTH, CHARACTER, DATE, PLACE, CHECK_DIGIT = "EMPTY", "LENGTH", "CHARACTER", "DATE", "PLACE", "CHECK_DIGIT"

_SEPARATORS = re.compile(r"[\s\-_.·\u200b-\u200f\u2060\ufeff]+")
_OLDER_LENGTHS = (15, 17, 20)
#: Letters that open newer kinds of credit code (A 中央军委, N 农业, Y 其他 …), which the library does not know yet.
_FIRST = set("0123456789ANYG")
_CREDIT_CODE = set("0123456789ABCDEFGHJKLMNPQRTUWXY")
#: Characters of credit codes that are taken for each other, in print and by eye.
_ALIKE = {"0": "DQ", "D": "0", "Q": "0", "8": "B", "B": "8", "6": "G", "G": "6"}
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-6]|71|8[12]")


@dataclass(frozen=True)
class TaxIdProblem:
    """What is wrong. ``position`` counts from 1; None when no single character is to blame."""

    code: str
    position: int | None = None
    character: str = ""
    length: int = 0
    #: For a checksum that fails: the one place where a character that looks alike would make it right.
    likely: int | None = None
    meant: str = ""


def clean(text: str) -> str:
    """Return the ID as stored: half-width, upper case, without spaces and dashes."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text or "")).upper()


@lru_cache(maxsize=20_000)
def problem(tax_id: str) -> TaxIdProblem | None:
    """Return what is wrong with a cleaned tax ID, or None."""
    length = len(tax_id)
    if not tax_id:
        return TaxIdProblem(EMPTY)
    if length == 18:
        return _identity_problem(tax_id) if kind(tax_id) == PERSON else _credit_code_problem(tax_id)
    # A credit code that lost a character is 17 long too, but does not begin with a province.
    if length not in _OLDER_LENGTHS or (tax_id[:2].isdigit() and not _PROVINCE.match(tax_id)):
        return TaxIdProblem(LENGTH, length=length)
    return _first_outside(tax_id, set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def identity_problem(number: str) -> TaxIdProblem | None:
    """Return what is wrong with a cleaned identity number (GB 11643-1999), or None."""
    if len(number) != 18:
        return TaxIdProblem(LENGTH, length=len(number))
    wrong = _first_outside(number, set("0123456789"), 0, 17) or _first_outside(number, set("0123456789X"), 17)
    if wrong:
        return wrong
    if not _PROVINCE.match(number):
        return TaxIdProblem(PLACE, 1, number[:6], 18)
    return _identity_problem(number)


def kind(tax_id: str) -> str:
    """Tell whether an ID is a natural person's or an enterprise's.

    A credit code may look like an identity number (12110119400… of a county that ends in 19): then its check character
    decides, unless the identity number's is right too.
    """
    if len(tax_id) != 18 or not _looks_like_identity(tax_id):
        return ENTERPRISE
    return ENTERPRISE if uscc.is_valid(tax_id) and not ric.is_valid(tax_id) else PERSON


def _looks_like_identity(tax_id: str) -> bool:
    """Tell an identity number from a credit code: a province first, and a year of birth in the middle."""
    if not (tax_id.isascii() and tax_id[:17].isdigit() and _PROVINCE.match(tax_id)):
        return False
    return 1880 <= int(tax_id[6:10]) <= 2100 and (tax_id[17] in "0123456789X")


def _first_outside(tax_id: str, allowed: set[str], start: int = 0, end: int | None = None) -> TaxIdProblem | None:
    for index, character in enumerate(tax_id[start:end], start):
        if character not in allowed:
            return TaxIdProblem(CHARACTER, index + 1, character, len(tax_id))
    return None


def _credit_code_problem(tax_id: str) -> TaxIdProblem | None:
    wrong = (
        _first_outside(tax_id, _FIRST, 0, 1)
        or _first_outside(tax_id, set("0123456789"), 2, 8)
        or _first_outside(tax_id, _CREDIT_CODE)
    )
    if wrong:
        return wrong
    if uscc.calc_check_digit(tax_id) != tax_id[-1]:
        return TaxIdProblem(CHECK_DIGIT, 18, tax_id[-1], 18, *_likely_slip(tax_id))
    return None


def _likely_slip(tax_id: str) -> tuple[int | None, str]:
    """Return where, and for what, a character was mistaken that looks alike, if only one such mistake is possible."""
    meant = []
    # The region's digits come before; they are never letters.
    for index, character in enumerate(tax_id[8:], 8):
        for alike in _ALIKE.get(character, ""):
            candidate = f"{tax_id[:index]}{alike}{tax_id[index + 1 :]}"
            if uscc.calc_check_digit(candidate) == candidate[-1]:
                meant.append((index + 1, alike))
    return meant[0] if len(meant) == 1 else (None, "")


def _identity_problem(tax_id: str) -> TaxIdProblem | None:
    try:
        ric.get_birth_date(tax_id)
    except ValidationError:
        return TaxIdProblem(DATE, 7, tax_id[6:14], 18)
    if ric.calc_check_digit(tax_id) != tax_id[-1]:
        return TaxIdProblem(CHECK_DIGIT, 18, tax_id[-1], 18)
    try:
        ric.get_birth_place(tax_id)
    except ValidationError:
        return TaxIdProblem(PLACE, 1, tax_id[:6], 18)
    return None
