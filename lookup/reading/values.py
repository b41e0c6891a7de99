"""Texts of a document made into values. What cannot be understood becomes None with a warning, never a guess."""
from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_DECIMAL = re.compile(r"-?(?:[0-9]{1,15}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})")
_ORNAMENT = str.maketrans({"¥": None, "￥": None, "，": ",", " ": None, "元": None, "−": "-", "－": "-"})
_IN_THOUSANDS = re.compile(r"\(?-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?\)?")
_DATE = re.compile(
    r"(\d{4})(?:年|-|/|\.)(\d{1,2})(?:月|-|/|\.)(\d{1,2})日?"
    r"(?:[T ]*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:\+08:?00)?)?",
    re.ASCII,
)
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?", re.ASCII)
_CENT = Decimal("0.01")
#: Words in place of a figure that say that there is none: no warning.
_NO_FIGURE = frozenset({"***", "*", "免税", "不征税", "-", "--", "/"})
_RATES: dict[str, str | None] = {"免税": "免税", "不征税": "不征税", "***": None, "": None}


def decimal(text: str | None, field: str, warnings: list[str]) -> Decimal | None:
    """A figure, with the ornaments of a printed one taken off."""
    if not text:
        return None
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    if text in _NO_FIGURE:
        return None
    plain = text.translate(_ORNAMENT)
    # 1,113.00 is a figure; what 113,5 would be is not known.
    if _IN_THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    if plain.startswith("(") and plain.endswith(")"):
        plain = f"-{plain[1:-1]}"
    if _DECIMAL.fullmatch(plain):
        return Decimal(plain)
    warnings.append(f"{field}: {text[:40]}")
    return None


def money(text: str | None, field: str, warnings: list[str]) -> Decimal | None:
    """An amount with two decimals. More decimals are kept if they say something, for the checks to see."""
    value = decimal(text, field, warnings)
    if value is None or text[-3:-2] == ".":  # type: ignore[index]
        return value
    rounded = value.quantize(_CENT)
    return rounded if rounded == value else value


def moment(text: str | None, warnings: list[str]) -> tuple[date | None, datetime | None]:
    """(date, aware time if the document gives one) of 2026-10-12, 2026年10月12日, 20261012 or with a time."""
    if not text:
        return None, None
    found = _DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
    if found:
        year, month, day, hour, minute, second = found.groups()
        try:
            on = date(int(year), int(month), int(day))
            if hour is None:
                return on, None
            return on, datetime(on.year, on.month, on.day, int(hour), int(minute), int(second or 0), tzinfo=SHANGHAI)
        except ValueError:
            pass
    warnings.append(f"issue_date: {text[:40]}")
    return None, None


def rate(text: str | None) -> str | None:
    """The one spelling of a tax rate: "13%", "1.5%", "免税", "不征税"; None for *** and nothing."""
    if text is None:
        return None
    try:
        return _RATES[text]
    except KeyError:
        pass
    canonical = _rate(text)
    if len(_RATES) < 500:
        _RATES[text] = canonical
    return canonical


def _rate(text: str) -> str:
    plain = text.strip().replace("％", "%")
    figure = plain.removesuffix("%").strip()
    if not _DECIMAL.fullmatch(figure):
        return plain
    value = Decimal(figure)
    # Without a sign 0.13 is 13 %; what is 1 or more can only be per cent: no rate reaches 100 %.
    if not plain.endswith("%") and value < 1:
        value *= 100
    return f"{value.normalize():f}%"


def one_line(text: str | None) -> str | None:
    """Text without the line breaks and indents of the file it came in; None if nothing is left."""
    if not text:
        return None
    # Most have no space at all.
    return " ".join(text.split()) or None


_DIGITAL_BLUE = re.compile(r"被红冲蓝字(?:数电|全电)?发?票号码\s*[:：]?\s*([0-9]{20})(?![0-9])")
_OLD_BLUE = re.compile(
    r"(?:对应正数|被红冲蓝字)发票代码\s*[:：]?\s*([0-9]{12}|[0-9]{10})\D{0,6}号码\s*[:：]?\s*([0-9]{8})(?![0-9])"
)


def red_of(remark: str | None) -> str | None:
    """The blue invoice that a red one's remark names: 20 digits, or ``code-number``."""
    if not remark or "号码" not in remark:
        return None
    if digital := _DIGITAL_BLUE.search(remark):
        return digital[1]
    old = _OLD_BLUE.search(remark)
    return f"{old[1]}-{old[2]}" if old else None
