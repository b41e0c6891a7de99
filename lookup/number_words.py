"""What is wrong with a number, and with a date beside it: the same words while typing, in a form, in a trace."""
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .number import problem, year_of

NO_SUCH_DATE = gettext_lazy("没有这样的日期；请按 2026-11-01 的样子填写。")
FUTURE_DATE = gettext_lazy("所填的开票日期是 %(date)s，而今天是 %(today)s。请对照发票更正日期。")
_PARTS = {
    "digits": gettext_lazy("“%(value)s”里有不是数字的字符；发票号码只由数字组成。"),
    "length": gettext_lazy(
        "所填的号码有 %(value)s 位；数电票号码为 20 位，较早的发票为代码（10 或 12 位）加 8 位号码。"
    ),
    "code": gettext_lazy("发票代码“%(value)s”有误；应为 10 位或 12 位数字。"),
    "year": gettext_lazy("号码的前两位“%(value)s”是年份，这一年没有数电票。"),
    "region": gettext_lazy("号码中的地区代码“%(value)s”不存在。"),
    "date": gettext_lazy("号码的前两位“%(value)s”是年份，与所填的开票日期矛盾。"),
}


def part_words(part: str, value: str) -> str:
    """Say which part of a number makes it impossible."""
    return str(_PARTS[part]) % {"value": value}


def is_half(number: str, code: str) -> bool:
    """Tell whether this is an older number without its code: incomplete, not impossible."""
    return not code and len(number) == 8 and number.isdigit()


def half_words() -> str:
    return _("8 位号码的发票，请补充发票代码。")


def number_words(number: str, code: str) -> str:
    """Say why no such number can exist, or what it lacks; empty if it can."""
    if is_half(number, code):
        return half_words()
    found = problem(number, code)
    return part_words(found.part, found.value) if found else ""


def date_words(day: date, number: str, code: str, *, today: date) -> str:
    """Say why this cannot be the issue date of this number; empty if it can."""
    if day > today:
        return str(FUTURE_DATE) % {"date": day, "today": today}
    year = year_of(number, code)
    return part_words("date", number[:2]) if year not in (None, day.year) else ""
