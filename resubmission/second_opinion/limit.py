"""Above which total a second clerk must agree: what holds now, and changing it."""
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Person, StaffMember
from invoice_portal.accounts.roles import regions_of, role_of
from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal
from resubmission.models import SecondOpinionLimit

_SETTING = {StaffMember.Role.SUPERVISOR, StaffMember.Role.ADMINISTRATOR}


def limit_now() -> Decimal:
    """Return the total above which one clerk's approval is not enough."""
    last = SecondOpinionLimit.objects.order_by("-since", "-id").first()
    return last.total if last else settings.SECOND_OPINION_ABOVE


def why_not_set(person: Person) -> Refusal | None:
    """Return why this person may not change the limit, or None if they may: it holds in every region."""
    if role_of(person) not in _SETTING or regions_of(person):
        return Refusal("not_for_role", _("只有全国范围的主管和系统管理员可以更改双人审核的金额。"), status=403)
    return None


@transaction.atomic
def set_limit(total: Decimal, *, by: Person, reason: str) -> SecondOpinionLimit:
    """Ask for a second clerk above another total from now on, cases in hand included."""
    if refusal := why_not_set(by):
        raise refusal
    if not reason.strip():
        raise Refusal("reason_missing", _("请写明原因。"), fields={"reason": _("请写明原因。")})
    if not 0 <= total < Decimal(10) ** 16:
        text = _("请填不小于 0 的金额。")
        raise Refusal("bad_total", text, fields={"total": text})
    total, before = total.quantize(Decimal("0.01")), limit_now()
    made = SecondOpinionLimit.objects.create(total=total, since=timezone.now())
    record("second_opinion_limit", made.pk, "limit_set", by=by, reason=reason.strip(),
           before=str(before), after=str(total))  # fmt: skip
    return made
