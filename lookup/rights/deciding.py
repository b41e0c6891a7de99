"""The administrator grants or declines; what is granted holds from the asker's next page on."""
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Operator
from invoice_portal.accounts.operators import change_scopes
from invoice_portal.accounts.scopes import scopes_of
from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal
from invoice_portal.support.notices import notify
from lookup.models import RightRequest

State = RightRequest.State


def pending_for(administrator: Operator) -> QuerySet[RightRequest]:
    """Return what operators in office of the administrator's taxpayer wait for, first asked first."""
    waiting = RightRequest.objects.filter(
        state=State.PENDING, operator__in=Operator.objects.active().filter(taxpayer=administrator.taxpayer_id)
    )
    return waiting.select_related("operator__person").order_by("asked_at", "pk")


@transaction.atomic
def decide(request_id: UUID, *, by: Operator, grant: bool) -> RightRequest:
    """Grant or decline. ``by``: the administrator; the door of scopes asks again whether they are.

    Raises Http404 for a request of another taxpayer as for none, :class:`Refusal` (409) for one that is decided.
    """
    same = RightRequest.objects.select_for_update(of=("self",)).filter(operator__taxpayer=by.taxpayer_id)
    asked = same.select_related("operator__person", "operator__taxpayer", "trace").filter(pk=request_id).first()
    if asked is None:
        raise Http404
    if asked.state != State.PENDING:
        text = _("这项权限申请已经决定过：%(state)s。") % {"state": asked.get_state_display()}
        raise Refusal("decided", text, status=409)
    operator = asked.operator
    before = set(scopes_of(operator))
    # Declining goes through the same door, which changes nothing then but asks who may.
    change_scopes(operator, scopes=before | {asked.right} if grant else before, by=by.person)
    asked.state, asked.decided_by, asked.decided_at = (
        State.GRANTED if grant else State.DECLINED, by, timezone.now(),
    )  # fmt: skip
    asked.save(update_fields=["state", "decided_by", "decided_at"])
    record("right_request", asked.pk, asked.state.lower(), by=by.person, right=asked.right)
    _tell(asked)
    return asked


def _tell(asked: RightRequest) -> None:
    trace, granted = asked.trace, asked.state == State.GRANTED
    question = {name: text for name, text in trace.asked.items() if name in ("number", "code")}
    notify(
        asked.operator.taxpayer, operator=asked.operator, kind="right_granted" if granted else "right_declined",
        params={"number": f"{trace.code}-{trace.number}" if trace.code else trace.number},
        link=f"{reverse('trace')}?{urlencode(question)}" if granted else reverse("trace-answer", args=[trace.pk]),
        dedupe_key=f"right:{asked.pk}:decided",
    )  # fmt: skip
