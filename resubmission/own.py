"""An applicant's own applications: anyone else's look as if they did not exist."""
from django.db.models import Q, QuerySet
from django.http import Http404

from invoice_portal.accounts.models import Operator

from .drafting import check_may_apply
from .models import Application


def own(operator: Operator, identifier) -> Application:
    """Return the taxpayer's application, or the same Http404 for a stranger's as for none."""
    related = ("taxpayer", "operator__person", "operator__taxpayer", "invoice", "objects_to")
    application = own_list(operator).select_related(*related).filter(pk=identifier).first()
    if application is None:
        raise Http404
    return application


def own_to_change(operator: Operator, identifier) -> Application:
    """Return the application for someone who wants to act on it; refused without the right to apply."""
    application = own(operator, identifier)
    check_may_apply(operator)
    return application


def own_list(operator: Operator) -> QuerySet[Application]:
    """Return the taxpayer's applications that the operator's scopes cover, newest first."""
    found = Application.objects.filter(taxpayer=operator.taxpayer_id)
    if not (operator.sees_purchases and operator.sees_sales):
        found = found.filter(_covered(operator))
    return found.order_by("-created_at", "-id")


def _covered(operator: Operator) -> Q:
    """Match what this operator began, and what is about invoices of the side that they may see."""
    mine = operator.taxpayer.tax_id
    covered = Q(operator=operator.pk)
    if operator.sees_purchases:
        covered |= Q(claimed__buyer_tax_id=mine)
    if operator.sees_sales:
        covered |= Q(claimed__seller_tax_id=mine)
    return covered
