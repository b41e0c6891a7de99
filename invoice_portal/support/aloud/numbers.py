"""How dates, amounts and long numbers are said. Knows nothing of Django."""
import re

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_HAN_DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")
_DATE = re.compile(r"(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_TIME = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?!\d)")
_MONEY = re.compile(r"(?:(?P<sign>[-−])\s?)?[¥￥]\s?(?P<minus>[-−])?(?P<whole>\d[\d,]*)(?:\.(?P<part>\d{1,2}))?(?!\d)")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?[%％]")
_THOUSANDS = re.compile(r"(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])")
#: What is no amount any more: invoice numbers, codes, phones, tax IDs and references with letters among the digits.
_LONG = re.compile(r"(?<![A-Za-z0-9.,])(?=[A-Z0-9-]*\d{5})[A-Z0-9]+(?:-[A-Z0-9]+)*(?![A-Za-z0-9]|[.,]\d)")
#: As they are printed on invoices.
_GROUP = 4
_SHORTEST = 7


def said(text: str, language: str) -> str:
    """Return the text as it should be said in this language (``zh`` or another)."""
    chinese = language.partition("-")[0] == "zh"
    text = _DATE.sub(_date_zh if chinese else _date_en, text)
    text = _TIME.sub(_time_zh, text) if chinese else text
    text = _MONEY.sub(_money_zh if chinese else _money_en, text)
    text = _PERCENT.sub(r"百分之\1" if chinese else r"\1 percent", text)
    text = _THOUSANDS.sub(lambda found: found[0].replace(",", ""), text)
    return _LONG.sub(lambda found: _one_by_one(found[0], chinese), text)


def _date_zh(found: re.Match[str]) -> str:
    return f"{found[1].translate(_HAN_DIGITS)}年{int(found[2])}月{int(found[3])}日"


def _date_en(found: re.Match[str]) -> str:
    month = int(found[2])
    return f"{_MONTHS[month - 1]} {int(found[3])}, {found[1]}" if 1 <= month <= len(_MONTHS) else found[0]


def _time_zh(found: re.Match[str]) -> str:
    return f"{int(found[1])}点{int(found[2])}分" if int(found[2]) else f"{int(found[1])}点"


def _money(found: re.Match[str]) -> tuple[bool, str, str]:
    """Return whether it is below zero, the yuan, and two digits of what is below a yuan."""
    below = bool(found["sign"] or found["minus"])
    return below, found["whole"].replace(",", ""), (found["part"] or "").ljust(2, "0")


def _money_zh(found: re.Match[str]) -> str:
    below, whole, part = _money(found)
    jiao, fen = part[0], part[1]
    tail = (f"{jiao}角" if jiao != "0" else "零" if fen != "0" else "") + (f"{fen}分" if fen != "0" else "")
    return f"{'负' if below else ''}{whole}元{tail}"


def _money_en(found: re.Match[str]) -> str:
    below, whole, part = _money(found)
    return f"{'minus ' if below else ''}{whole}{'' if part == '00' else '.' + part} yuan"


def _one_by_one(token: str, chinese: bool) -> str:
    """Spell it, in groups with a pause between; what is short enough to be a quantity stays."""
    if len(token) < _SHORTEST:
        return token
    signs = token.replace("-", "")
    groups = [signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP)]
    if chinese:
        return "，".join(group.translate(_HAN_DIGITS) for group in groups)
    return ", ".join(" ".join(group) for group in groups)
