"""Who may open and change accounts. Pages, buttons and the doors themselves ask here alike.

``by`` is the acting person; None is the system itself: the command line and the demo world.
"""
from collections.abc import Iterable

from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal

from .models import Operator, Person, StaffMember, Taxpayer
from .regions import bureau_of
from .roles import Role, regions_of, role_of

#: Open taxpayers and look after their operators.
OPENING = {Role.SUPERVISOR, Role.ADMINISTRATOR}
#: Open accounts of the bureau itself.
STAFFING = {Role.ADMINISTRATOR}


def insist(refusal: Refusal | None) -> None:
    """Raise what a guard returned, if it returned anything."""
    if refusal:
        raise refusal


def why_not_open(by: Person | None, tax_id: str = "") -> Refusal | None:
    """Return why this person may not open an account (for this tax ID), or None if they may."""
    if by is None:
        return None
    if role_of(by) not in OPENING:
        return Refusal("not_for_role", _("只有主管和系统管理员可以办理开户和操作员。"), status=403)
    mine = regions_of(by)
    if tax_id and mine and bureau_of(tax_id) not in mine:
        text = _("该纳税人不属于您负责的地区，请由其主管税务机关办理。")
        return Refusal("other_region", text, status=403, fields={"tax_id": text})
    return None


def why_not_keep_operators(by: Person | None, taxpayer: Taxpayer) -> Refusal | None:
    """Return why this person may not add, limit or end operators of the taxpayer, or None if they may."""
    return why_not_open(by, taxpayer.tax_id)


def why_not_bring_person(by: Person | None) -> Refusal | None:
    """Return why this person may not make someone who logs in elsewhere an operator here: that tells who exists."""
    return why_not_open(by)


def why_not_change_phone(by: Person | None, person: Person) -> Refusal | None:
    """Return why this person may not register another phone: whoever holds it can log in everywhere the owner can."""
    if person.is_staff:
        return Refusal("person_is_staff", _("工作人员不用短信登录。"), status=403)
    for tax_id in Operator.objects.active().filter(person=person).values_list("taxpayer__tax_id", flat=True):
        if refusal := why_not_open(by, tax_id):
            return refusal
    return None


def why_not_keep_staff(
    by: Person | None, staff: StaffMember | None = None, *, regions: Iterable[str] | None = None
) -> Refusal | None:
    """Return why this person may not open or change an account of the bureau, or give it these regions.

    Nobody changes their own: so the last administrator can't end themselves, and nobody widens their own rights.
    """
    if by is None:
        return None
    if role_of(by) not in STAFFING:
        return Refusal("not_for_role", _("只有系统管理员可以办理工作人员账户。"), status=403)
    if staff and staff.pk == by.pk:
        text = _("不能更改或停用自己的账户，请由另一名系统管理员办理。")
        return Refusal("own_account", text, status=403)
    mine = set(regions_of(by))
    for given in (staff.regions if staff else None, regions):
        if mine and given is not None and not (set(given) and set(given) <= mine):
            text = _("只能办理您负责的地区内的工作人员账户。")
            return Refusal("other_region", text, status=403, fields={"regions": text})
    return None
