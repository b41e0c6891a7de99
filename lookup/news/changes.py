"""Records that are new or whose status changed, last changed first."""
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from invoice_portal.accounts.models import Operator
from invoice_portal.paging import PAGE_SIZE, Page, page_of
from lookup.access import PURCHASES, on_side, sides_of
from lookup.models import Invoice
from lookup.status import Words, status_of, words_of

_UNSHOWN = ("lines", "contacts", "special", "remark", "conflict_detail", "validity_reason")
#: Counted no further: shown as "99+".
COUNT_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Changed:
    invoice: Invoice
    words: Words
    #: New since the time asked about, as against changed.
    new: bool


def changes(operator: Operator, *, since: datetime | None = None, cursor: str = "", limit: int = PAGE_SIZE) -> Page:
    """Return the records that the operator may see and that changed (``since``), last changed first."""
    shown = [
        branch.select_related("seller_name", "buyer_name").defer(*_UNSHOWN) for branch in _branches(operator, since)
    ]
    page = page_of(shown, ("changed_at", "id"), cursor, limit)
    return Page([_told(invoice, since) for invoice in page.rows], page.next_cursor)


def count_changes(operator: Operator, since: datetime) -> int:
    """Count what changed since, up to ``COUNT_LIMIT``."""
    counts = [branch.order_by()[:COUNT_LIMIT].count() for branch in _branches(operator, since)]
    return min(sum(counts), COUNT_LIMIT)


def _branches(operator: Operator, since: datetime | None) -> list[QuerySet[Invoice]]:
    """Return one ordered scan per side; what the taxpayer sold to itself is in the first."""
    branches: list[QuerySet[Invoice]] = []
    for side in sides_of(operator):
        branch = Invoice.objects.filter(on_side(operator, side))
        branch = branch.filter(changed_at__gt=since) if since else branch
        branches.append(branch.exclude(on_side(operator, PURCHASES)) if branches else branch)
    return branches


def _told(invoice: Invoice, since: datetime | None) -> Changed:
    # Written in one statement, a new record bears one time twice.
    new = invoice.accepted_at > since if since else invoice.accepted_at == invoice.changed_at
    return Changed(invoice, words_of(status_of(invoice)), new)
