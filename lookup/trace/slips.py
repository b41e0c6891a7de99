"""Slips of the hand in a number: every number that one slip could have made of what was meant. Pure.

No index by likeness is needed: of a 20-digit number there are some 430 such variants, which are looked up as they are.
"""
from __future__ import annotations

from collections.abc import Iterator

DIGITS = "0123456789"
#: Letters read or typed for the digit that looks like them.
LOOK_ALIKE = str.maketrans("OoQDIil|LZzSsBbGg", "00001111122558669")
#: Names of slips, most likely first.
ORDER = ("letters", "split", "swapped", "wrong", "missing", "extra", "tail", "day_month", "year")


def letters_read(text: str) -> str:
    """Return the text with letters replaced by the digits they look like."""
    return text.translate(LOOK_ALIKE)


def variants(digits: str, length: int | None = None) -> dict[str, str]:
    """Return what may have been meant by ``digits`` -> the slip that made it so; only those of ``length``."""
    found: dict[str, str] = {}
    for slip, meant in _all(digits):
        if meant != digits and (length is None or len(meant) == length):
            found.setdefault(meant, slip)
    return found


def one_slip(typed: str, meant: str) -> str | None:
    """Return the one slip by which ``typed`` came of ``meant``, whatever characters they have; None if none did."""
    if typed == meant:
        return None
    start = next((at for at, pair in enumerate(zip(typed, meant, strict=False)) if pair[0] != pair[1]), None)
    at = min(len(typed), len(meant)) if start is None else start
    if typed[at + 1 :] == meant[at + 1 :] and len(typed) == len(meant):
        return "wrong"
    if typed[at : at + 2] == meant[at : at + 2][::-1] and typed[at + 2 :] == meant[at + 2 :]:
        return "swapped"
    if typed[at:] == meant[at + 1 :]:
        return "missing"
    return "extra" if typed[at + 1 :] == meant[at:] else None


def _all(digits: str) -> Iterator[tuple[str, str]]:
    for at in range(len(digits) - 1):
        yield "swapped", digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    for at in range(len(digits)):
        for digit in DIGITS:
            yield "wrong", digits[:at] + digit + digits[at + 1 :]
    for at in range(len(digits) + 1):
        for digit in DIGITS:
            yield "missing", digits[:at] + digit + digits[at:]
    for at in range(len(digits)):
        yield "extra", digits[:at] + digits[at + 1 :]


def older_variants(code: str, number: str) -> dict[tuple[str, str], str]:
    """Return (code, number) -> slip for an older invoice: one slip in either part, the other as it is."""
    found: dict[tuple[str, str], str] = {}
    for meant, slip in variants(number, 8).items():
        found.setdefault((code, meant), slip)
    for length in (10, 12):
        for meant, slip in variants(code, length).items():
            found.setdefault((meant, number), slip)
    return found
