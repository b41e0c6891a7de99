"""The text of an SMS or e-mail from a seller, or a number copied with words around it → what it says of an invoice.

By labels and by shapes that are nothing else. What two places of the text say differently is unsaid, with a warning.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from invoice_portal.accounts import tax_id as tax_ids
from lookup.document import InvoiceDocument, Party

from .kinds import kind_of
from .values import moment, money

_LONGEST = 20_000
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s，。；、一-鿿]+", re.IGNORECASE)
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
#: Between a label and its value.
_IS = r"\s{0,4}(?:[:是为]|号码)?\s{0,4}"
_DIGITS = r"(?<![0-9A-Za-z]){}(?![0-9A-Za-z])"
_OTHERS = "(?:原|蓝字|红字|红冲|被冲|对应)"
_DIGITAL = re.compile(_DIGITS.format("([0-9]{20})"))
_SPACED = re.compile(_DIGITS.format("([0-9]{4}(?:[ -][0-9]{4}){4})"))
_OLDER = re.compile(_DIGITS.format(r"([0-9]{12}|[0-9]{10})\s{0,2}[-/,、 ]\s{0,2}([0-9]{8})"))
_CODE = re.compile(rf"发票代码{_IS}([0-9]{{12}}|[0-9]{{10}})(?![0-9])")
_NUMBER = re.compile(
    rf"(?:发票号码?|发票编号|票号|Invoice\s?(?:No|Number)\.?){_IS}([0-9]{{20}}|[0-9]{{8}})(?![0-9])", re.IGNORECASE
)
_REVERSED = re.compile(rf"{_OTHERS}.{{0,12}}?[0-9]{{20}}")
_DATE = r"(?<![0-9])([0-9]{4}(?:年|-|/|\.)[0-9]{1,2}(?:月|-|/|\.)[0-9]{1,2}日?|20[0-9]{6}(?![0-9]))"
_DATED = (
    re.compile(rf"(?:开票|开具|发票)(?:日期|时间){_IS}{_DATE}"),
    re.compile(rf"{_DATE}(?:[^0-9。;\n]{{0,8}})(?:开具|开票|开出)"),
)
_MONEY = r"(?:人民币|CNY|RMB|¥)?\s{0,2}(-?[0-9][0-9,]{0,14}(?:\.[0-9]{1,2})?)(?![0-9.])"
_TOTAL = re.compile(
    r"(?:价税合计|(?<!不)含税金额|(?<!不)含税总额|发票金额|开票金额|总金额|票面金额|(?<![税计])金额)(?:\([^)]{0,6}\))?"
    f"{_IS}{_MONEY}"
)
_NET = re.compile(rf"(?:不含税金额|未税金额|合计金额){_IS}{_MONEY}")
_TAX = re.compile(rf"(?:合计税额|(?<!含)税额){_IS}{_MONEY}")
_SIDES = {
    "buyer": "购买方|购货方|购方|受票方|发票抬头|抬头|买方",
    "seller": "销售方|销货方|销方|开票方|开票单位|卖方|商户",
}
_NAME = {
    side: re.compile(rf"(?:{words})(?:名称)?\s{{0,2}}[:是为]\s{{0,4}}([^,;。\n:]{{2,60}})")
    for side, words in _SIDES.items()
}
_ID = re.compile(
    r"(?P<side>购买方|购货方|购方|受票方|买方|销售方|销货方|销方|开票方|卖方)?(?:的)?"
    r"(?:纳税人识别号|税号|统一社会信用代码)\s{0,2}[:是为]?\s{0,4}(?P<id>[0-9A-Za-z]{15,20})(?![0-9A-Za-z])"
)
_ENDS = re.compile(r"\s*(?:的?(?:发票|税号|纳税人识别号|统一社会信用代码|金额|价税合计|开票日期)).*$|\s{2,}.*$")


def read_message(text: str) -> InvoiceDocument:
    """What the text says; every field may be unsaid. Never raises."""
    said = _plain(text)
    warnings: list[str] = []
    code, number = _number(said, warnings)
    issue_date = moment(_one("issue_date", (m[1] for p in _DATED for m in p.finditer(said)), warnings), warnings)[0]
    buyer_id, seller_id = _tax_ids(said, warnings)
    return InvoiceDocument(
        format="text",
        kind=kind_of(said) if len(said) < 2_000 else None,
        number=number,
        code=code,
        issue_date=issue_date,
        seller=Party(seller_id, _name("seller", said, warnings)),
        buyer=Party(buyer_id, _name("buyer", said, warnings)),
        amount=_figure("amount", _NET, said, warnings),
        tax=_figure("tax", _TAX, said, warnings),
        total=_figure("total", _TOTAL, said, warnings),
        warnings=tuple(warnings),
    )


def _plain(text: str) -> str:
    """The text in half-width forms, without addresses, whose digits are nobody's number."""
    said = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text[:_LONGEST])).replace("￥", "¥")
    return _ADDRESS.sub(" ", said)


def _one(field: str, found: Iterable[str], warnings: list[str]) -> str | None:
    """The one value that is said, however often."""
    values = list(dict.fromkeys(found))
    if len(values) > 1:
        warnings.append(f"{field}: {' / '.join(values)[:80]}")
    return values[0] if len(values) == 1 else None


def _number(said: str, warnings: list[str]) -> tuple[str | None, str | None]:
    """(code, number): as labelled; else a run of 20 digits, or a code with its number beside."""
    own = _REVERSED.sub(" ", said)
    number = _one("number", (match[1] for match in _NUMBER.finditer(own)), warnings)
    if number:
        code = _one("code", (match[1] for match in _CODE.finditer(own)), warnings) if len(number) == 8 else None
        return code, number
    if warnings:
        return None, None
    runs = [match[1] for match in _DIGITAL.finditer(own)]
    runs += [re.sub("[ -]", "", match[1]) for match in _SPACED.finditer(own)]
    if runs:
        return None, _one("number", runs, warnings)
    pair = _one("number", (f"{match[1]}-{match[2]}" for match in _OLDER.finditer(own)), warnings)
    code, _, number = (pair or "").partition("-")
    return code or None, number or None


def _figure(field: str, pattern: re.Pattern[str], said: str, warnings: list[str]) -> Decimal | None:
    unread: list[str] = []
    figures = [money(match[1].rstrip(","), field, unread) for match in pattern.finditer(said)]
    written = _one(field, (f"{figure:.2f}" for figure in figures if figure is not None), warnings)
    return money(written, field, warnings)


def _name(side: str, said: str, warnings: list[str]) -> str | None:
    names = (_ENDS.sub("", match[1]).strip() for match in _NAME[side].finditer(said))
    return _one(f"{side}_name", (name for name in names if len(name) > 1 and not name.isdigit()), warnings)


def _tax_ids(said: str, warnings: list[str]) -> tuple[str | None, str | None]:
    """(buyer's, seller's): by the words before, else whose name was said last before it."""
    found: dict[str, list[str]] = {"buyer": [], "seller": []}
    for match in _ID.finditer(said):
        side = _side_of(match["side"]) if match["side"] else _last_named(said[: match.start()])
        if side:
            found[side].append(tax_ids.clean(match["id"]))
    buyer, seller = (_one(f"{side}_tax_id", found[side], warnings) for side in ("buyer", "seller"))
    return buyer, seller


def _side_of(word: str) -> str:
    return next(side for side, words in _SIDES.items() if word in words.split("|"))


def _last_named(before: str) -> str | None:
    ends = {side: max((match.end() for match in _NAME[side].finditer(before)), default=-1) for side in _SIDES}
    side = max(ends, key=lambda name: ends[name])
    return side if ends[side] >= 0 else None
