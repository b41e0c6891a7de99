"""One source of guesses: what it tried and what was done about it, and lifting that."""
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from invoice_portal.history.record import history_of

from ..desk.asking import Question, ask, show, typed
from ..event_words import told
from ..misuse.lifting import lift, misuse_for
from ..models import Misuse
from ..permissions import OPENING
from ..roles import role_of
from .forms import ReasonForm


@never_cache
def page(request: HttpRequest, misuse_id: str) -> HttpResponse:
    """Show one; what is not this person's to see does not exist."""
    row = _own(request, misuse_id)
    events = history_of("misuse", row.pk)
    context = {
        "row": row, "source": source_told(row), "state": state_told(row), "held": _held(row), "opts": Misuse._meta,
        "events": [{"event": event, "word": told(event)} for event in reversed(events)],
        "tried": list(reversed(row.tried)),
    }  # fmt: skip
    return show(request, "misuse.html", source_told(row), context)


def lift_one(request: HttpRequest, misuse_id: int) -> HttpResponse:
    """Ask why the source may go on."""
    row = _own(request, str(misuse_id))
    about = _("%(source)s：立即可以再查，次数从头计算。") % {"source": source_told(row)}
    back = reverse("admin:accounts_misuse_change", args=[row.pk])

    def do(given: dict[str, Any]) -> str:
        lift(row, by=request.user, reason=given["reason"])
        return _("已解除。")

    return ask(request, Question(_("解除限制"), _("解除"), back, about=about), ReasonForm(typed(request)), do)


def source_told(row: Misuse) -> str:
    """Return account, token or address in words."""
    if row.operator is None:
        return row.key
    taxpayer = row.operator.taxpayer
    return f"{taxpayer.name} {taxpayer.shown_id}/{row.operator.code}" + (
        f" · {row.get_source_display()}" if row.source == Misuse.Source.TOKEN else ""
    )


def state_told(row: Misuse) -> str:
    """Return how it stands now: a pause that is over is past, whatever comes next."""
    if row.state in Misuse.OPEN and not _held(row):
        return str(Misuse.State.LAPSED.label)
    return str(row.get_state_display())


def tone_of(row: Misuse) -> str:
    """Return the colour of the state."""
    if not _held(row):
        return "past"
    return "now" if row.state == Misuse.State.STOPPED else "slow"


def _held(row: Misuse) -> bool:
    return row.state in Misuse.OPEN and row.until > timezone.now()


def _own(request: HttpRequest, misuse_id: str) -> Misuse:
    if role_of(request.user) not in OPENING:
        raise PermissionDenied
    if not (misuse_id.isascii() and misuse_id.isdigit() and len(misuse_id) < 19):
        raise Http404
    return get_object_or_404(misuse_for(request.user), pk=misuse_id)
