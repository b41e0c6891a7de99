"""Staff of the bureau: opened, given another role, ended."""
import re
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal

from .cleaning import clean_person_name, clean_reason
from .models import Person, StaffMember
from .passwords import one_time_password
from .permissions import insist, why_not_keep_staff
from .regions import REGIONS
from .roles import Role
from .second_factor.enrolling import take_off

_LOGIN = re.compile(r"[\w.@+-]{1,64}")


@transaction.atomic
def open_staff(
    *, login: str, name: str, role: str, regions: Iterable[str] = (), password: str, temporary: bool = False,
    by: Person | None = None,
) -> StaffMember:  # fmt: skip
    """Open an account of the bureau. Refuses a login in use, an unknown role or region, an actor who may not.

    ``temporary``: whoever logs in with this password must set one of their own before anything else.
    """
    login, name, regions = login.strip(), clean_person_name(name), _clean_regions(regions)
    insist(why_not_keep_staff(by, regions=regions))
    if not _LOGIN.fullmatch(login) or not password:
        wrong = _("登录名应为 1 至 64 个字母、数字或 . _ - @ +，密码不能为空。")
        raise Refusal("bad_login", wrong, fields={"login": wrong})
    _check_role(role)
    if Person.objects.filter(login=login).exists():
        taken = _("登录名 %(login)s 已被使用。") % {"login": login}
        raise Refusal("login_taken", taken, status=409, fields={"login": taken})
    person = Person(login=login, name=name, is_staff=True)
    person.set_password(password)
    person.save()
    staff = StaffMember.objects.create(person=person, role=role, regions=regions, password_temporary=temporary)
    record("staff", person.pk, "opened", by=by, login=login, role=role, regions=regions)
    return staff


@transaction.atomic
def change_role(staff: StaffMember, *, role: str, regions: Iterable[str] = (), by: Person | None = None) -> bool:
    """Give a member of staff another role or other regions, from their next page on. Tells whether anything changed."""
    regions = _clean_regions(regions)
    _check_role(role)
    staff = _in_office(staff, by, regions)
    before = {"role": staff.role, "regions": staff.regions}
    after = {"role": role, "regions": regions}
    if before == after:
        return False
    StaffMember.objects.filter(pk=staff.pk).update(**after)
    record("staff", staff.pk, "role_changed", by=by, before=before, after=after)
    return True


@transaction.atomic
def end_staff(staff: StaffMember, *, reason: str = "", by: Person | None = None) -> None:
    """End an account of the bureau: its sessions stop working at once. What the person did stays under their name."""
    staff = _in_office(staff, by)
    Person.objects.filter(pk=staff.pk).update(is_active=False)
    record("staff", staff.pk, "ended", by=by, reason=clean_reason(reason))


@transaction.atomic
def give_password(staff: StaffMember, *, by: Person | None = None) -> str:
    """Return a new one-time password, in clear for the only time, for someone who forgot theirs."""
    staff, password = _in_office(staff, by), one_time_password()
    staff.person.set_password(password)
    staff.person.save(update_fields=["password"])
    StaffMember.objects.filter(pk=staff.pk).update(password_temporary=True)
    record("staff", staff.pk, "password_given", by=by)
    return password


@transaction.atomic
def reset_second_factor(staff: StaffMember, *, reason: str, by: Person | None = None) -> None:
    """Take authenticator and recovery codes off a colleague's account, who binds a new one at the next login.

    Their sessions end at once. Refuses without a reason, and one's own account.
    """
    staff, reason = _in_office(staff, by), clean_reason(reason)
    if not reason:
        text = _("请写明重置的原因，以及怎样核对了本人身份。")
        raise Refusal("reason_missing", text, fields={"reason": text})
    take_off(staff.person)
    record("staff", staff.pk, "second_factor_reset", by=by, reason=reason)


def _in_office(staff: StaffMember, by: Person | None, regions: list[str] | None = None) -> StaffMember:
    """Return the member of staff as the database has it now, locked, if ``by`` may change it.

    The actor's row is locked too, and read again: two administrators who end each other at once take turns,
    and the second one is none any more.
    """
    pks = {staff.pk, by.pk} if by else {staff.pk}
    persons = {p.pk: p for p in Person.objects.select_for_update().filter(pk__in=pks).order_by("pk")}
    staff = StaffMember.objects.get(pk=staff.pk)
    staff.person = persons[staff.pk]
    insist(why_not_keep_staff(persons[by.pk] if by else None, staff, regions=regions))
    if not staff.person.is_active:
        text = _("账户 %(login)s 已停用，不能再更改。") % {"login": staff.person.login}
        raise Refusal("staff_ended", text, status=409)
    return staff


def _check_role(role: str) -> None:
    if role not in Role.values:
        wrong = _("角色只能是 %(roles)s。") % {"roles": _("、").join(Role.values)}
        raise Refusal("bad_role", wrong, fields={"role": wrong})


def _clean_regions(regions: Iterable[str]) -> list[str]:
    regions = sorted({region.strip() for region in regions} - {""})
    if unknown := [region for region in regions if region not in REGIONS]:
        wrong = _("没有代码为“%(region)s”的地区。") % {"region": unknown[0]}
        raise Refusal("bad_region", wrong, fields={"regions": wrong})
    return regions
