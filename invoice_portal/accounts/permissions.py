"""Who may open and change accounts. Pages, buttons and the doors themselves ask here alike.

``by`` is the acting person; None is the system itself: the command line and the demo world.
"""
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal

from .administration import administers
from .models import Operator, Person, StaffMember, Taxpayer
from .regions import bureau_of
from .roles import Role, regions_of, role_of

#: Open taxpayers and look after their operators.
OPENING = {Role.SUPERVISOR, Role.ADMINISTRATOR}
#: Open accounts of the bureau itself.
STAFFING = {Role.ADMINISTRATOR}
#: Read the accounts that those look after, and change nothing.
AUDITING = {Role.AUDITOR}


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


def taxpayers_for(person: Person) -> QuerySet[Taxpayer]:
    """Return the opened taxpayers that are this person's to look after; to others there are none."""
    return _taxpayers(person, OPENING)


def taxpayers_read_by(person: Person) -> QuerySet[Taxpayer]:
    """Return the opened taxpayers whose accounts this person may read, whether or not they look after them."""
    return _taxpayers(person, OPENING | AUDITING)


def _taxpayers(person: Person, roles: set[str]) -> QuerySet[Taxpayer]:
    if role_of(person) not in roles:
        return Taxpayer.objects.none()
    mine = regions_of(person)
    return Taxpayer.objects.opened().filter(**({"bureau__in": mine} if mine else {}))


def staff_for(person: Person) -> QuerySet[StaffMember]:
    """Return the accounts of the bureau that are this person's to look after; to others there are none."""
    return _staff(person, STAFFING)


def staff_read_by(person: Person) -> QuerySet[StaffMember]:
    """Return the accounts of the bureau that this person may read."""
    return _staff(person, STAFFING | AUDITING)


def _staff(person: Person, roles: set[str]) -> QuerySet[StaffMember]:
    if role_of(person) not in roles:
        return StaffMember.objects.none()
    mine = regions_of(person)
    everyone = StaffMember.objects.select_related("person")
    return everyone.filter(regions__contained_by=mine).exclude(regions=[]) if mine else everyone


def why_not_keep_operators(by: Person | None, taxpayer: Taxpayer) -> Refusal | None:
    """Return why this person may not add, limit or end operators of the taxpayer, or None if they may.

    The taxpayer's own administrator may, as far as ``administration`` allows.
    """
    return None if administers(by, taxpayer) else why_not_open(by, taxpayer.tax_id)


def why_not_bring_person(by: Person | None) -> Refusal | None:
    """Return why this person may not make someone who logs in elsewhere an operator here: that tells who exists."""
    return why_not_open(by)


def phones_for(by: Person, persons: Iterable[int]) -> set[int]:
    """Return those of the persons (by key) whose phone ``by`` may change.

    Whoever holds the phone can log in everywhere the person can, so every taxpayer they act for must be ``by``'s.
    """
    if role_of(by) not in OPENING:
        return set()
    persons, mine = set(persons), regions_of(by)
    if not mine:
        return persons
    elsewhere = Operator.objects.active().filter(person__in=persons).exclude(taxpayer__bureau__in=mine)
    return persons - set(elsewhere.values_list("person_id", flat=True))


def why_not_change_phone(by: Person | None, person: Person) -> Refusal | None:
    """Return why this person may not register another phone for ``person``, or None if they may."""
    if person.is_staff:
        return Refusal("person_is_staff", _("工作人员不用短信登录。"), status=403)
    if refusal := why_not_open(by):
        return refusal
    if by and person.pk not in phones_for(by, [person.pk]):
        text = _("此人还代表其他地区的纳税人，请由全国范围的主管办理。")
        return Refusal("other_region", text, status=403, fields={"phone": text})
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
