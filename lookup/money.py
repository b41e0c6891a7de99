"""Amounts in Chinese capitals (大写), as on the official form. Pure.

cn2an writes 元 and leaves out 零 after the yuan; the form writes 圆, ends in 整 when there are no fen,
and puts （负数） before a red invoice's amount.
"""
from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿", "亿亿")


def capitals(amount: Decimal) -> str:
    """壹佰圆整, 捌仟捌佰叁拾壹圆捌角肆分, （负数）贰佰贰拾陆圆叁角贰分."""
    cents = int((abs(amount) * 100).to_integral_value(ROUND_HALF_UP))
    yuan, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    text = f"{_integer(yuan)}圆" if yuan or not cents else ""
    if not jiao and not fen:
        text += "整"
    else:
        if jiao:
            text += _DIGITS[jiao] + "角"
        elif yuan:
            text += "零"
        text += f"{_DIGITS[fen]}分" if fen else "整"
    return f"（负数）{text}" if amount < 0 and cents else text


def _integer(value: int) -> str:
    if not value:
        return "零"
    groups = []
    while value:
        value, group = divmod(value, 10_000)
        groups.append(group)
    text = ""
    gap = False
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            gap = bool(text)
            continue
        # A missing thousand, or a whole group of zeros, is read as one 零.
        if text and (gap or group < 1000):
            text += "零"
        text += _group(group) + _GROUPS[place]
        gap = False
    return text


def _group(value: int) -> str:
    text = ""
    gap = False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if not digit:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return text


_VALUES = {digit: value for value, digit in enumerate(_DIGITS)} | {"〇": 0}
_UNITS = {"拾": 10, "佰": 100, "仟": 1000}
_CAPITALS = re.compile(
    "(?P<minus>[（(]?负数?[)）]?)?(?:(?P<yuan>[^圆元角分]+)[圆元])?(?:零?(?P<jiao>.)角)?(?:零?(?P<fen>.)分)?[整正]?"
)


def amount_of(text: str) -> Decimal | None:
    """The inverse of :func:`capitals`; also 元 for 圆 and 正 for 整. None if it is no amount in capitals."""
    found = _CAPITALS.fullmatch("".join(text.split()))
    if not found or not (found["yuan"] or found["jiao"] or found["fen"]):
        return None
    # 万亿 is a place of its own beside 亿: 壹万亿陆仟亿.
    yuan = _whole(found["yuan"].replace("万亿", "兆")) if found["yuan"] else 0
    jiao, fen = (_VALUES.get(found[part] or "零") for part in ("jiao", "fen"))
    if yuan is None or jiao is None or fen is None:
        return None
    amount = Decimal(yuan * 100 + jiao * 10 + fen) / 100
    return (-amount if found["minus"] else amount).quantize(Decimal("0.01"))


def _whole(text: str) -> int | None:
    """壹仟零伍万 → 10_050_000: 万亿, 亿 and 万 each multiply what stands before them."""
    for word, times in (("兆", 10**12), ("亿", 10**8), ("万", 10**4)):
        before, mark, after = text.rpartition(word)
        if mark:
            high, low = _whole(before), _whole(after) if after else 0
            return None if high is None or low is None else high * times + low
    total, digit = 0, 0
    for letter in text:
        if letter in _UNITS:
            total += (digit or 1) * _UNITS[letter]
            digit = 0
        elif letter in _VALUES:
            digit = _VALUES[letter]
        else:
            return None
    return total + digit
