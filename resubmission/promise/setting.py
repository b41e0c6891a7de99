"""How many working days are promised: what held when, and changing it."""
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Person, StaffMember
from invoice_portal.accounts.roles import role_of
from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal
from resubmission.models import ServicePromise

MOST_DAYS = 120


def days_promised() -> Callable[[datetime], int]:
    """Return what tells, for a time, how many working days were promised then."""
    held = list(ServicePromise.objects.order_by("-since", "-id").values_list("since", "days"))
    return lambda at: next((days for since, days in held if since <= at), settings.PROMISE_DAYS)


def why_not_set(person: Person) -> Refusal | None:
    """Return why this person may not change the promise, or None if they may."""
    if role_of(person) != StaffMember.Role.ADMINISTRATOR:
        return Refusal("not_for_role", _("只有系统管理员可以更改承诺时限。"), status=403)
    return None


@transaction.atomic
def promise(days: int, *, by: Person, reason: str) -> ServicePromise:
    """Promise another number of working days from now on; what was handed in before keeps its own."""
    if refusal := why_not_set(by):
        raise refusal
    if not 1 <= days <= MOST_DAYS:
        text = _("请填 1 到 %(most)s 之间的工作日数。") % {"most": MOST_DAYS}
        raise Refusal("bad_days", text, fields={"days": text})
    if not reason.strip():
        raise Refusal("reason_missing", _("请写明原因。"), fields={"reason": _("请写明原因。")})
    last = ServicePromise.objects.select_for_update().order_by("-since", "-id").first()
    made = ServicePromise.objects.create(days=days, since=timezone.now())
    before = last.days if last else settings.PROMISE_DAYS
    record("promise", made.pk, "promise_set", by=by, reason=reason.strip(), before=before, after=days)
    return made
