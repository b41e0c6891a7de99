"""What of conversations needs whoever looks at the start page."""
from datetime import timedelta
from typing import Any

from django.db.models import Avg, Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import CallBack, Conversation
from ..permissions import chats_for, reads_chats

State = Conversation.State
#: Minutes after which somebody has waited for long.
LONG = 10


def chats_waiting(request: HttpRequest) -> dict[str, Any] | None:
    """Return a board of counts with where they lead, in two queries; None for whom conversations do not concern."""
    if not reads_chats(request.user):
        return None
    now = timezone.now()
    late = now - timedelta(minutes=LONG)
    waiting = Q(state=State.WAITING)
    asked = {
        "waiting": (_("等待人工"), waiting),
        "long": (_("等待超过 %(minutes)s 分钟") % {"minutes": LONG}, waiting & Q(waiting_since__lt=late)),
        "mine": (_("我的"), Q(state=State.TAKEN, agent=request.user)),
    }  # fmt: skip
    counted = {name: Count("pk", filter=which) for name, (_label, which) in asked.items()}
    rated = Q(closed_at__gt=now - timedelta(days=30), rating__isnull=False)
    counts = chats_for(request.user).aggregate(stars=Avg("rating", filter=rated), **counted)
    at = reverse("admin:chat_conversation_changelist")
    rows = [
        {"label": label, "count": counts[name], "url": f"{at}?work={name}"} for name, (label, _which) in asked.items()
    ]
    calls = CallBack.objects.filter(conversation__in=chats_for(request.user), state="BOOKED")
    begun = Q(starts_at__lte=now)
    calls = calls.aggregate(due=Count("pk", filter=begun), ahead=Count("pk", filter=~begun))
    at_calls = reverse("admin:chat_callback_changelist")
    rows += [{"label": _("现在要打的回电"), "count": calls["due"], "url": f"{at_calls}?call=due"},
             {"label": _("预约的回电"), "count": calls["ahead"], "url": f"{at_calls}?call=ahead"}]  # fmt: skip
    stars = f"{counts['stars']:.1f}" if counts["stars"] else "—"
    return {"title": _("在线咨询"), "rows": [*rows, {"label": _("近 30 天平均评分"), "count": stars, "url": at}]}
