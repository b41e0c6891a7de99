"""What of complaints needs whoever looks at the start page."""
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Complaint
from ..permissions import complaints_for, sees_complaints

State = Complaint.State


def complaints_waiting(request: HttpRequest) -> dict[str, Any] | None:
    """Return a board of counts with where they lead, in one query; None for whom complaints do not concern."""
    if not sees_complaints(request.user):
        return None
    open_ones = Q(state__in=[State.RECEIVED, State.IN_HANDLING])
    asked = {
        "unclaimed": (_("待领取"), Q(state=State.RECEIVED)),
        "mine": (_("我的"), Q(handler=request.user) & ~Q(state=State.ANSWERED)),
        "late": (_("已超期"), open_ones & Q(due_on__lt=timezone.localdate())),
        "raised": (_("对答复不满意"), open_ones & Q(raised=True)),
    }  # fmt: skip
    counted = {name: Count("pk", filter=which) for name, (_label, which) in asked.items()}
    counts = complaints_for(request.user).aggregate(**counted)
    at = reverse("admin:complaints_complaint_changelist")
    rows = [
        {"label": label, "count": counts[name], "url": f"{at}?work={name}"} for name, (label, _which) in asked.items()
    ]
    return {"title": _("投诉与建议"), "rows": rows}
