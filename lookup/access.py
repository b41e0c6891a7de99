"""Who may see which invoice. Page, API, PDF and trace all ask here, and nowhere else."""
from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from invoice_portal.accounts.models import Operator

from .models import Invoice
from .number import split_slug

#: Side of an invoice as this taxpayer stands to it, with its word.
PURCHASES, SALES = "purchases", "sales"
SIDES = {PURCHASES: _("进项"), SALES: _("销项")}


def sides_of(operator: Operator) -> list[str]:
    """Return the sides that the operator's scopes cover."""
    scopes = {PURCHASES: operator.sees_purchases, SALES: operator.sees_sales}
    return [side for side, covered in scopes.items() if covered]


def on_side(operator: Operator, side: str) -> Q:
    """Match the taxpayer's invoices of one side: one indexed column, for an ordered scan."""
    return Q(buyer=operator.taxpayer_id) if side == PURCHASES else Q(seller=operator.taxpayer_id)


def visible_to(operator: Operator) -> Q:
    """Match what the operator may see.

    Good for asking about a few known invoices. A list in order goes through ``lookup.search``:
    with an order and a limit, PostgreSQL cannot use both indexes for an OR.
    """
    condition = Q(pk__in=[])
    for side in sides_of(operator):
        condition |= on_side(operator, side)
    return condition


def side_of(operator: Operator, invoice: Invoice) -> str:
    """Tell the side on which the operator sees this invoice; purchases first if it is both."""
    bought = invoice.buyer_id == operator.taxpayer_id and operator.sees_purchases
    return PURCHASES if bought else SALES


def find_visible(operator: Operator, code: str, number: str) -> Invoice:
    """Return the invoice, or raise the same Http404 for a stranger's as for one that does not exist."""
    if "\0" in code + number:  # PostgreSQL has no such text
        raise Http404
    parties = ("seller", "buyer", "seller_name", "buyer_name")
    found = Invoice.objects.select_related(*parties).filter(visible_to(operator), number=number, code=code or "")
    invoice = found.first()
    if invoice is None:
        raise Http404
    return invoice


def find_by_slug(operator: Operator, slug: str) -> Invoice:
    """Return the invoice of an address: ``number`` or ``code-number``, as ``Invoice.slug`` writes it."""
    code, number = split_slug(slug)
    if "\0" in slug:
        raise Http404
    return find_visible(operator, code, number)
