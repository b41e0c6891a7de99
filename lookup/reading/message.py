"""The text of an SMS or e-mail from a seller, or a number copied with words around it → what it says of an invoice.

By labels and by shapes that are nothing else. What two places of the text say differently is unsaid, with a warning.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from invoice_portal.accounts import tax_id as tax_ids
from lookup.document import InvoiceDocument, Party
from lookup.number import problem

from . import message_words as words
from .kinds import kind_of
from .values import moment, money

_LONGEST = 20_000


def read_message(text: str) -> InvoiceDocument:
    """What the text says; every field may be unsaid. Never raises."""
    said = _plain(text)
    warnings: list[str] = []
    code, number = _number(said, warnings)
    dates = (match[1] for pattern in words.DATED for match in pattern.finditer(said))
    issue_date = moment(_one("issue_date", dates, warnings), warnings)[0]
    buyer_id, seller_id = _tax_ids(said, warnings)
    amount, tax, total = _figures(said, warnings)
    return InvoiceDocument(
        format="text",
        kind=kind_of(said) if len(said) < 2_000 else None,
        number=number,
        code=code,
        issue_date=issue_date,
        seller=Party(seller_id, _name("seller", said, warnings)),
        buyer=Party(buyer_id, _name("buyer", said, warnings)),
        amount=amount,
        tax=tax,
        total=total,
        warnings=tuple(warnings),
    )


def slip_in(text: str) -> str:
    """What the text calls the invoice's number though no number looks so; "" if it calls nothing that."""
    return _called(_plain(text))


def _called(said: str) -> str:
    found = words.SLIPPED.search(said)
    called = re.sub("[ -]", "", found[1]).upper() if found else ""
    return called if sum(letter.isdigit() for letter in called) >= 6 else ""


def alone_in(text: str) -> tuple[date | None, Decimal | None]:
    """The only date and the only sum of money that the text names, whatever it calls them."""
    said = _plain(text)
    unsaid: list[str] = []
    day = _one("date", (match[1] for match in words.ANY_DATE.finditer(said)), unsaid)
    figures = (money((match[1] or match[2]).rstrip(","), "total", unsaid) for match in words.ANY_SUM.finditer(said))
    written = _one("total", (f"{figure:.2f}" for figure in figures if figure is not None), unsaid)
    return moment(day, unsaid)[0], money(written, "total", unsaid)


def _plain(text: str) -> str:
    """The text in half-width forms, without addresses, whose digits are nobody's number."""
    said = unicodedata.normalize("NFKC", words.INVISIBLE.sub("", text[:_LONGEST])).replace("￥", "¥")
    return words.ADDRESS.sub(" ", said)


def _one(field: str, found: Iterable[str], warnings: list[str]) -> str | None:
    """The one value that is said, however often."""
    values = list(dict.fromkeys(found))
    if len(values) > 1:
        warnings.append(f"{field}: {' / '.join(values)[:80]}")
    return values[0] if len(values) == 1 else None


def _number(said: str, warnings: list[str]) -> tuple[str | None, str | None]:
    """(code, number): as labelled; else a run of 20 digits, or a code with its number beside."""
    own = words.ELSES.sub(" ", words.REVERSED.sub(" ", said))
    codes = [match[1] for match in words.CODE.finditer(own)]
    numbers = [match[1] for match in words.NUMBER.finditer(own)]
    if codes and not numbers:
        numbers = [match[1] for match in words.BESIDE_CODE.finditer(own)]
    number = _one("number", numbers, warnings)
    if number:
        return (_one("code", codes, warnings) if len(number) == 8 else None), number
    if warnings:
        return None, None
    if grouped := [re.sub(r"[\s-]", "", match[1]) for match in words.GROUPED.finditer(own)]:
        return None, _one("number", grouped, warnings)
    if _called(own):
        return None, None
    if runs := [match[1] for match in words.DIGITAL.finditer(own)]:
        return None, _likely(runs, warnings)
    if pair := _one("number", (f"{match[1]}-{match[2]}" for match in words.OLDER.finditer(own)), warnings):
        code, _, number = pair.partition("-")
        return code, number
    runs = [re.sub(r"[\s-]", "", match[1]) for match in words.SPACED.finditer(own)]
    return None, _likely([run for run in runs if len(run) == 20], warnings)


def _likely(runs: list[str], warnings: list[str]) -> str | None:
    """The run of 20 digits that is a number: an order's may be as long, but hardly begins with a year and a region."""
    return _one("number", [run for run in runs if problem(run) is None] or runs, warnings)


def _figures(said: str, warnings: list[str]) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """(net, tax, total). A sum that is only called 金额 is the total, unless a tax or a total stands beside it."""
    amount, tax = _figure("amount", words.NET, said, warnings), _figure("tax", words.TAX, said, warnings)
    if words.TOTAL.search(said):
        return amount, tax, _figure("total", words.TOTAL, said, warnings)
    if tax is None:
        return amount, tax, _figure("total", words.SUM, said, warnings)
    return amount or _figure("amount", words.SUM, said, warnings), tax, None


def _figure(field: str, pattern: re.Pattern[str], said: str, warnings: list[str]) -> Decimal | None:
    unread: list[str] = []
    figures = [money(match[1].rstrip(","), field, unread) for match in pattern.finditer(said)]
    written = _one(field, (f"{figure:.2f}" for figure in figures if figure is not None), warnings)
    return money(written, field, warnings)


def _name(side: str, said: str, warnings: list[str]) -> str | None:
    names = (words.ENDS.sub("", match[1]).strip() for match in words.NAME[side].finditer(said))
    return _one(f"{side}_name", (name for name in names if len(name) > 1 and not name.isdigit()), warnings)


def _tax_ids(said: str, warnings: list[str]) -> tuple[str | None, str | None]:
    """(buyer's, seller's): by the words before, else whose name was said last before it."""
    found: dict[str, list[str]] = {"buyer": [], "seller": []}
    for match in words.ID.finditer(said):
        side = _side_of(match["side"]) if match["side"] else _last_named(said[: match.start()])
        if side:
            found[side].append(tax_ids.clean(match["id"]))
    buyer, seller = (_one(f"{side}_tax_id", found[side], warnings) for side in ("buyer", "seller"))
    return buyer, seller


def _side_of(word: str) -> str:
    return next(side for side, terms in words.SIDES.items() if word in terms.split("|"))


def _last_named(before: str) -> str | None:
    ends = {side: max((match.end() for match in words.NAME[side].finditer(before)), default=-1) for side in words.SIDES}
    side = max(ends, key=lambda name: ends[name])
    return side if ends[side] >= 0 else None
