"""Records of the operator's own that are one slip away from what was asked for."""
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Right

from lookup.access import visible_to
from lookup.models import Invoice

from ..facts import Near
from ..question import Question
from ..slips import ORDER, letters_read, older_variants, variants
from .asker import Asker
from .matching import excluded_by
from .records import by_particulars

_PARTIES = ("seller", "buyer", "seller_name", "buyer_name")
#: More than a few are no help to choose from.
MOST = 5
#: A large seller has as many numbers one digit away as there are: all are looked at, then the likeliest are told.
MOST_SLIPS = 1000


def near_numbers(asker: Asker, asked: Question) -> tuple[Near, ...]:
    """Return visible records whose number is one slip away, likeliest slip first, if nothing else contradicts them."""
    if asker.ahead.has_unseen(asked):
        found = asker.ahead.near.get((asked.code, asked.number), [])
    else:
        found = _found(asker, asked)
    if len(asked.number) == 8 and not asked.code:
        tails = own(asker).alias(tail=Right("number", 8)).filter(tail=asked.number).order_by("-issue_date", "-id")
        found += [(row, "tail") for row in tails[:MOST]]
    fitting = [(row, slip) for row, slip in found if not excluded_by(asker, row, asked)]
    fitting.sort(key=lambda pair: (ORDER.index(pair[1]), -pair[0].issue_date.toordinal(), pair[0].slug))
    return tuple(_near(row, slip) for row, slip in fitting[:MOST])


def own(asker: Asker) -> QuerySet[Invoice]:
    """Return the records that the operator may see, with what is said of a near one."""
    return Invoice.objects.filter(visible_to(asker.operator)).select_related(*_PARTIES).defer("lines")


def _found(asker: Asker, asked: Question) -> list[tuple[Invoice, str]]:
    slips = meant(asked)
    rows = own(asker).filter(number__in=sorted({number for _code, number in slips}))[:MOST_SLIPS]
    return [(row, slips[row.code, row.number]) for row in rows if (row.code, row.number) in slips]


def near_dates(asker: Asker, asked: Question) -> tuple[Near, ...]:
    """Return visible records that fit all but the date, whose day and month are swapped or whose year is one off."""
    slips = _date_slips(asked.day) if asked.day else {}
    if not slips or (asked.total is None and not (asked.seller or asked.buyer or asked.title)):
        return ()
    found = []
    for day, slip in slips.items():
        rows = by_particulars(asker, asked, date_from=day, date_to=day)
        found += [_near(row, slip) for row in rows if set(excluded_by(asker, row, asked)) <= {"date"}]
    return tuple(found[:MOST])


def meant(asked: Question) -> dict[tuple[str, str], str]:
    """Return every (code, number) that one slip could have turned into what was asked -> the slip."""
    joined = letters_read(asked.code + asked.number)
    found: dict[tuple[str, str], str] = {}
    if joined != asked.code + asked.number:
        found |= dict.fromkeys(_splits(joined), "letters")
    for digits, slip in variants(joined, 20).items() if 19 <= len(joined) <= 21 else ():
        found.setdefault(("", digits), slip)
    if asked.code:
        for key, slip in older_variants(letters_read(asked.code), letters_read(asked.number)).items():
            found.setdefault(key, slip)
    for length in (18, 20):
        for digits, slip in variants(joined, length).items() if abs(len(joined) - length) <= 1 else ():
            found.setdefault((digits[:-8], digits[-8:]), slip)
    return found


def _splits(digits: str) -> list[tuple[str, str]]:
    whole = [("", digits)] if len(digits) == 20 else []
    return whole + ([(digits[:-8], digits[-8:])] if len(digits) in (18, 20) else [])


def _date_slips(day: date) -> dict[date, str]:
    found: dict[date, str] = {}
    if day.month != day.day and day.day <= 12:
        found[day.replace(month=day.day, day=day.month)] = "day_month"
    for years in (-1, 1):
        if not (day.month == 2 and day.day == 29):
            found[day.replace(year=day.year + years)] = "year"
    return found


def _near(row: Invoice, slip: str) -> Near:
    return Near(row.slug, slip, row.issue_date, row.seller_name.name if row.seller_name else "", row.total)
