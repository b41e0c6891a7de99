"""Ends watches before anything came."""
from django.db import transaction

from invoice_portal.accounts.models import Person
from invoice_portal.history.record import record
from lookup.models import Watch


@transaction.atomic
def stop(watch: Watch, *, by: Person | None, reason: str = "") -> bool:
    """Stop waiting. Tells whether it still waited; one that was told or stopped before stays as it is."""
    active = Watch.objects.filter(pk=watch.pk, state=Watch.State.WATCHING)
    stopped = bool(active.update(state=Watch.State.ENDED))
    if stopped:
        record("watch", watch.pk, "stopped", by=by, reason=reason)
    return stopped
