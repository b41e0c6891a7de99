"""When the operator was here before."""
from datetime import datetime, timedelta

from django.utils import timezone

from invoice_portal.accounts.models import Operator
from lookup.models import Visit

#: Pages opened within this time belong to one visit, so that what is new stays in sight while it lasts.
ONE_VISIT = timedelta(minutes=30)


def note_visit(operator: Operator) -> datetime | None:
    """Note that the operator is here, and return when the visit before this one began; None at the first."""
    now = timezone.now()
    visit, first = Visit.objects.get_or_create(operator=operator, defaults={"began_at": now})
    if first or now - visit.began_at <= ONE_VISIT:
        return visit.before_at
    # Two pages at once begin one visit.
    begun = Visit.objects.filter(pk=visit.pk, began_at=visit.began_at).update(before_at=visit.began_at, began_at=now)
    if not begun:
        visit.refresh_from_db()
        return visit.before_at
    return visit.began_at
