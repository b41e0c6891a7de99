"""What of a question a record does not satisfy, by the names of ``POST trace/``."""
from collections.abc import Iterator

from invoice_portal.accounts.names import name_key
from lookup.access import side_of
from lookup.models import Invoice
from lookup.status import status_of

from ..question import Question
from .asker import Asker


def excluded_by(asker: Asker, invoice: Invoice, asked: Question) -> tuple[str, ...]:
    """Return the criteria that exclude this visible record; the number is not among them."""
    return (*_dates(invoice, asked), *_parties(invoice, asked), *_kinds(asker, invoice, asked))


def _dates(invoice: Invoice, asked: Question) -> Iterator[str]:
    if asked.day:
        if invoice.issue_date != asked.day:
            yield "date"
        return
    if asked.date_from and invoice.issue_date < asked.date_from:
        yield "date_from"
    if asked.date_to and invoice.issue_date > asked.date_to:
        yield "date_to"


def _parties(invoice: Invoice, asked: Question) -> Iterator[str]:
    for role in ("buyer", "seller"):
        if wanted := getattr(asked, role):
            taxpayer, name = getattr(invoice, role), getattr(invoice, f"{role}_name")
            same_id = taxpayer is not None and taxpayer.tax_id == name_key(wanted)
            if not same_id and not _contains(name, wanted):
                yield role
    if asked.title and not _contains(invoice.buyer_name, asked.title):
        yield "title"


def _contains(name, part: str) -> bool:
    return name is not None and name_key(part) in name.key


def _kinds(asker: Asker, invoice: Invoice, asked: Question) -> Iterator[str]:
    if asked.total is not None and invoice.total != asked.total:
        yield "total"
    if asked.side and asked.side != side_of(asker.operator, invoice):
        yield "side"
    if asked.category and (asked.category == "personal") != invoice.personal:
        yield "category"
    if asked.status and asked.status != status_of(invoice):
        yield "status"
