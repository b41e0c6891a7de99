"""An operator's own watches: anyone else's look as if they did not exist."""
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from invoice_portal.accounts.models import Operator
from lookup.models import Watch

State = Watch.State


def own_watches(operator: Operator, *, ended: bool = False) -> QuerySet[Watch]:
    """Return what the operator waits for now, or what they no longer wait for."""
    states = [State.TOLD, State.ENDED] if ended else [State.WATCHING]
    return Watch.objects.filter(operator=operator.pk, state__in=states)


def own_watch(operator: Operator, watch_id: UUID) -> Watch:
    """Return the watch, or the same Http404 for another's as for none."""
    found = Watch.objects.filter(operator=operator.pk, pk=watch_id).first()
    if found is None:
        raise Http404
    return found


def watch_of(operator: Operator, key: tuple[str, str] | None) -> Watch | None:
    """Return the operator's active watch of this (code, number)."""
    if key is None:
        return None
    code, number = key
    return own_watches(operator).filter(number=number, code=code).first()
