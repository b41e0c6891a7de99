"""Traces that were made before: shown to those who may know what they say."""
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from invoice_portal.accounts.models import Operator
from lookup.models import Trace

from .catalogue import CATALOGUE

#: So many earlier answers tell the story of a number; more are in the API.
MOST = 10


def traces_of(operator: Operator) -> QuerySet[Trace]:
    """Return the traces this operator may read: their own; the whole taxpayer's if they see both sides of it."""
    traces = Trace.objects.filter(taxpayer=operator.taxpayer_id)
    return traces if operator.sees_purchases and operator.sees_sales else traces.filter(operator=operator.pk)


def own_trace(operator: Operator, trace_id: UUID) -> Trace:
    """Return the trace, or the same Http404 for a stranger's as for none."""
    found = traces_of(operator).filter(pk=trace_id).first()
    if found is None:
        raise Http404
    return found


def earlier_of(operator: Operator, trace: Trace) -> list[dict]:
    """Return earlier answers about the same number, newest first: when, and what was said."""
    if not trace.number:
        return []
    same = traces_of(operator).filter(number=trace.number, code=trace.code, as_of__lt=trace.as_of)
    rows = same.order_by("-as_of").only("pk", "as_of", "cause")[:MOST]
    return [{"trace": row, "headline": CATALOGUE[row.cause].headline} for row in rows]
