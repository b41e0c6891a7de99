"""Operators in office: what they may do changes, their phone changes, they leave. Opening one: :mod:`.opening`."""
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal

from .administration import why_not_give, why_not_oneself
from .changed import changed
from .cleaning import clean_reason
from .models import Operator, Person
from .permissions import insist, why_not_change_phone, why_not_keep_operators
from .phone import clean_phone, masked
from .scopes import clean_scopes, columns_of, scopes_of


@transaction.atomic
def change_scopes(operator: Operator, *, scopes: Iterable[str], by: Person | None = None) -> bool:
    """Let an operator see and do more or less, from their next page on. Tells whether anything changed.

    Refuses an unknown scope, an operator who has left, and an actor who may not.
    """
    wanted, operator = clean_scopes(scopes), _in_office(operator, by)
    before = scopes_of(operator)
    insist(why_not_oneself(by, operator))
    insist(why_not_give(by, operator.taxpayer, wanted - set(before)))
    if before == sorted(wanted):
        return False
    Operator.objects.filter(pk=operator.pk).update(**columns_of(wanted))
    record("operator", operator.pk, "scopes_changed", by=by, before=before, after=sorted(wanted))
    return True


@transaction.atomic
def end_operator(operator: Operator, *, reason: str = "", by: Person | None = None) -> None:
    """End an operator: sessions, API tokens and codes stop working at once. Refuses one who has left already."""
    operator = _in_office(operator, by)
    insist(why_not_oneself(by, operator))
    Operator.objects.filter(pk=operator.pk).update(ended_at=timezone.now())
    record("operator", operator.pk, "ended", by=by, reason=clean_reason(reason))


@transaction.atomic
def change_phone(person: Person, *, phone: str, by: Person | None = None) -> bool:
    """Register another phone for codes and notices. Tells whether it changed; refuses an actor who may not."""
    phone = clean_phone(phone)
    person = Person.objects.select_for_update().get(pk=person.pk)
    insist(why_not_change_phone(by, person))
    if person.phone == phone:
        return False
    changed.send(Person, person=person, what="phone")
    before, person.phone = person.phone, phone
    person.save(update_fields=["phone", "phone_digest"])
    record("person", person.pk, "phone_changed", by=by, before=masked(before), after=masked(phone))
    return True


def _in_office(operator: Operator, by: Person | None) -> Operator:
    """Return the operator as the database has it now, locked, if ``by`` may change it."""
    operator = Operator.objects.select_for_update(of=("self",)).select_related("taxpayer").get(pk=operator.pk)
    insist(why_not_keep_operators(by, operator.taxpayer))
    if operator.ended_at:
        text = _("操作员 %(code)s 已停用，不能再更改。") % {"code": operator.code}
        raise Refusal("operator_ended", text, status=409)
    return operator
