"""An operator's own exports: nobody else's are there for them."""
from datetime import timedelta
from uuid import UUID

from django.db.models import F, QuerySet
from django.http import Http404
from django.utils import timezone

from invoice_portal.accounts.models import Operator
from lookup.models import Export

KEPT = timedelta(days=7)


def own_exports(operator: Operator) -> QuerySet[Export]:
    """Return those that are kept, newest first; ``total`` is how many invoices were asked for."""
    kept = Export.objects.filter(operator=operator, created_at__gt=timezone.now() - KEPT)
    return kept.exclude(state=Export.State.REMOVED).annotate(total=F("asked__len")).order_by("-created_at")


def own_export(operator: Operator, export_id: UUID) -> Export:
    """Return the export, or the same Http404 for a stranger's as for none."""
    found = own_exports(operator).filter(pk=export_id).first()
    if found is None:
        raise Http404
    return found
