"""Entries that came under this taxpayer's name and were quarantined, and of which there is no record yet."""
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from invoice_portal.accounts.models import Operator
from invoice_portal.paging import PAGE_SIZE, Page, page_of
from lookup.access import PURCHASES, sides_of
from lookup.field_words import field_word
from lookup.models import Entry, Invoice

from .on_its_way import asked_by, side_word


@dataclass(frozen=True, slots=True)
class Refused:
    entry: Entry
    side: str
    #: The field that failed, in words.
    field: str
    #: What to ask the trace, in the names of its form; empty if the entry says nothing to ask by.
    question: dict[str, str]


def refused(operator: Operator, cursor: str = "", limit: int = PAGE_SIZE) -> Page:
    """Return what was refused on the sides that the operator may see, last arrived first."""
    page = page_of([_named(operator, side) for side in sides_of(operator)], ("id",), cursor, limit)
    rows = [Refused(row, side_word(operator, row), str(field_word(row.field)), _question(row)) for row in page.rows]
    return Page(rows, page.next_cursor)


def _named(operator: Operator, side: str) -> QuerySet[Entry]:
    party = "buyer_tax_id" if side == PURCHASES else "seller_tax_id"
    entries = Entry.objects.filter(**{party: operator.taxpayer.tax_id}, state=Entry.State.QUARANTINED)
    # Whatever is here by another entry is no longer missing.
    here = Exists(Invoice.objects.filter(number=OuterRef("number"), code=OuterRef("code")))
    return entries.filter(Q(number="") | ~here).select_related("source").defer("raw")


def _question(entry: Entry) -> dict[str, str]:
    if any(digit.isdigit() for digit in entry.number):
        return asked_by(entry)
    read = {"date": entry.read.get("issue_date"), "total": entry.read.get("total")}
    return {name: text for name, text in read.items() if text}
