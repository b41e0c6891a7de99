"""Says which part of a number that someone typed is wrong. Nothing of it is kept, written down or looked up.

Rooms above add numbers that they know the rules of.
"""
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from invoice_portal.accounts import tax_id as rules
from invoice_portal.accounts.tax_id_words import explain

#: What is said of a part.
GOOD, WRONG, UNKNOWN = "good", "wrong", "unknown"
#: (name, first place, last place), counted from 1.
Layout = Sequence[tuple[str | Promise, int, int]]
CREDIT_CODE: Layout = (
    (gettext_lazy("登记管理部门和机构类别"), 1, 2), (gettext_lazy("登记机关所在地区"), 3, 8),
    (gettext_lazy("主体标识码（组织机构代码）"), 9, 17), (gettext_lazy("校验码"), 18, 18),
)  # fmt: skip
IDENTITY: Layout = (
    (gettext_lazy("地区"), 1, 6), (gettext_lazy("出生日期"), 7, 14), (gettext_lazy("顺序码"), 15, 17),
    (gettext_lazy("校验码"), 18, 18),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """``words`` says what is wrong, or that nothing is; ``parts``: (name, first, last, GOOD | WRONG | UNKNOWN)."""

    good: bool
    words: str
    parts: Sequence[tuple[str | Promise, int, int, str]] = ()


Check = Callable[[str], Checked]
_registered: dict[str, tuple[str | Promise, Check]] = {}


def register_check(name: str, label: str | Promise) -> Callable[[Check], Check]:
    """Let the decorated function check what is called ``label``."""

    def register(check: Check) -> Check:
        _registered[name] = (label, check)
        return check

    return register


def kinds() -> list[tuple[str, str | Promise]]:
    return [(name, label) for name, (label, _check) in _registered.items()]


def check(name: str, text: str) -> Checked:
    """Check what was typed. Raises ``KeyError`` for a kind that nobody knows."""
    return _registered[name][1](text)


def parts_of(layout: Layout, wrong_at: int | None, *, sum_fails: bool = False) -> list[tuple]:
    """Say of each part whether it holds; if only the checksum fails, any of them may be at fault."""
    marks = []
    for name, first, last in layout:
        if wrong_at is None:
            mark = GOOD
        elif first <= wrong_at <= last:
            mark = WRONG
        else:
            mark = GOOD if last < wrong_at and not sum_fails else UNKNOWN
        marks.append((name, first, last, mark))
    return marks


@register_check("tax_id", gettext_lazy("纳税人识别号（统一社会信用代码）"))
def check_tax_id(text: str) -> Checked:
    cleaned = rules.clean(text)
    person = rules.kind(cleaned) == rules.PERSON
    words = _("这像是身份证号码，没有发现错误。") if person else _("没有发现错误。")
    return _checked(cleaned, rules.problem(cleaned), IDENTITY if person else CREDIT_CODE, words)


@register_check("identity", gettext_lazy("身份证号码"))
def check_identity(text: str) -> Checked:
    cleaned = rules.clean(text)
    found = rules.identity_problem(cleaned)
    if found and found.code == rules.LENGTH:
        return Checked(False, _("身份证号码是 18 位，现在是 %(length)d 位。") % {"length": found.length})
    return _checked(cleaned, found, IDENTITY, _("没有发现错误。"))


def _checked(cleaned: str, found: rules.TaxIdProblem | None, layout: Layout, good: str) -> Checked:
    fits = len(cleaned) == 18
    if found is None:
        return Checked(True, good, parts_of(layout, None) if fits else ())
    sum_fails = found.code == rules.CHECK_DIGIT
    return Checked(False, explain(found), parts_of(layout, found.position, sum_fails=sum_fails) if fits else ())
