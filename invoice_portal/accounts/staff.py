"""Staff of the bureau: opened, and what each role may do in the admin."""
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal

from .models import Person, StaffMember

Role = StaffMember.Role


def role_of(person) -> str:
    """Return the person's role, or "" for someone who is not staff. A superuser counts as administrator."""
    if not getattr(person, "is_staff", False) or not person.is_active:
        return ""
    if person.is_superuser:
        return Role.ADMINISTRATOR
    staff = StaffMember.objects.filter(person=person).first() if not hasattr(person, "staff") else person.staff
    return staff.role if staff else ""


@transaction.atomic
def open_staff(
    *, login: str, name: str, role: str, regions: Iterable[str] = (), password: str, by: Person | None = None
) -> StaffMember:
    """Open an account of the bureau. Refuses a login in use, an unknown role or region."""
    regions = sorted({region.strip() for region in regions} - {""})
    if Person.objects.filter(login=login).exists():
        raise Refusal("login_taken", _("登录名 %(login)s 已被使用。") % {"login": login}, status=409)
    if role not in Role.values:
        raise Refusal("bad_role", _("角色只能是 %(roles)s。") % {"roles": _("、").join(Role.values)})
    if wrong := [region for region in regions if not (len(region) == 2 and region.isascii() and region.isdigit())]:
        raise Refusal("bad_region", _("地区应为两位数字代码，不能是 %(region)s。") % {"region": wrong[0]})
    if not login or len(login) > 64 or not password:
        raise Refusal("bad_login", _("登录名和密码不能为空。"))
    person = Person(login=login, name=name, is_staff=True)
    person.set_password(password)
    person.save()
    staff = StaffMember.objects.create(person=person, role=role, regions=regions)
    record("staff", person.pk, "opened", by=by, login=login, role=role, regions=regions)
    return staff
