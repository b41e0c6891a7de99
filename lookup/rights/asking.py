"""An operator asks the administrator for exactly the right that a trace says is missing."""
from django.db import transaction
from django.utils.translation import gettext as _

from invoice_portal.accounts.administration import administrator_of
from invoice_portal.accounts.models import Operator
from invoice_portal.accounts.scopes import scopes_of
from invoice_portal.accounts.throttle import limit_of
from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal
from invoice_portal.support.notices import notify
from lookup.models import RightRequest, Trace

from .missing import right_of

#: Whoever is declined may ask again, but not all day.
TIMES, WITHIN = 10, 86_400


def why_not_ask(operator: Operator, right: str) -> Refusal | None:
    """Return why this right can't be asked for, or None if it can."""
    if not right:
        return Refusal("no_right_missing", _("这次追踪不缺少权限。"), status=409)
    if right in scopes_of(operator):
        return Refusal("right_held", _("您已有这项权限，请再查一次。"), status=409)
    first = administrator_of(operator.taxpayer)
    if first is None or first.pk == operator.pk or right not in scopes_of(first):
        text = _("本单位管理员没有这项权限，不能授予；请到主管税务机关办理。")
        return Refusal("not_the_administrators", text, status=409)
    return None


def ask_right(operator: Operator, trace: Trace) -> tuple[RightRequest, bool]:
    """Ask for the right that the trace lacks; tells too whether that is new. Asked before and undecided: the same.

    ``trace`` is one that the operator may read (``trace.earlier.own_trace``).
    """
    right = right_of(trace)
    if refusal := why_not_ask(operator, right):
        raise refusal
    pending = {"operator": operator, "right": right, "state": RightRequest.State.PENDING}
    if known := RightRequest.objects.filter(**pending).first():
        return known, False
    limit_of(f"right:{operator.pk}", times=TIMES, seconds=WITHIN)
    with transaction.atomic():
        asked, made = RightRequest.objects.get_or_create(**pending, defaults={"trace": trace})
        if made:
            record("right_request", asked.pk, "asked", by=operator.person, operator=str(operator.pk), right=right)
            who = " ".join(filter(None, [operator.code, operator.person.name]))
            notify(
                operator.taxpayer, operator=administrator_of(operator.taxpayer), kind="right_asked",
                params={"who": who}, link="/account/", dedupe_key=f"right:{asked.pk}:asked",
            )  # fmt: skip
    return asked, made
