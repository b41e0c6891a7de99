"""Who is held back now, for the start page of supervisors."""
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Misuse
from ..permissions import OPENING
from ..roles import role_of
from .lifting import misuse_for


def held_back(request: HttpRequest) -> dict[str, Any] | None:
    """Return a board of counts with where they lead, in one query; None for whom it does not concern."""
    if role_of(request.user) not in OPENING:
        return None
    now = misuse_for(request.user).filter(state__in=Misuse.OPEN, until__gt=timezone.now())
    counts = now.aggregate(**{state: Count("pk", filter=Q(state=state)) for state in Misuse.OPEN})
    at = reverse("admin:accounts_misuse_changelist")
    rows = [
        {"label": Misuse.State(state).label, "count": counts[state], "url": f"{at}?held=now&state__exact={state}"}
        for state in reversed(Misuse.OPEN)
    ]
    return {"title": _("试探与滥用"), "rows": rows}
