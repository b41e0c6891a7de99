"""Who may see a run: the operator who uploaded it, while their scopes cover what it was asked with."""
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from invoice_portal.accounts.models import Operator
from lookup.models import LedgerRun


def own_runs(operator: Operator) -> QuerySet[LedgerRun]:
    """Return the operator's runs, newest first; not a colleague's, since answers name the person's other taxpayers."""
    runs = LedgerRun.objects.filter(operator=operator.pk)
    for scope in ("sees_purchases", "sees_sales"):
        if not getattr(operator, scope):
            runs = runs.filter(**{scope: False})
    return runs.order_by("-created_at", "-id")


def own_run(operator: Operator, run_id: UUID) -> LedgerRun:
    """Return the run, or the same Http404 for a stranger's as for none."""
    found = own_runs(operator).filter(pk=run_id).first()
    if found is None:
        raise Http404
    return found


def own_api_run(operator: Operator, run_id: UUID) -> LedgerRun:
    """As :func:`own_run`, for a token: it is for one taxpayer and reads only what was asked by one."""
    found = own_runs(operator).filter(pk=run_id, by_api=True).first()
    if found is None:
        raise Http404
    return found
