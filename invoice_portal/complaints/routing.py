"""Who concerns themselves with what, and by when it is answered."""
from collections.abc import Iterable

from django.db.models import Q

from invoice_portal.accounts.models import StaffMember
from invoice_portal.history.models import Event
from resubmission.models import Application

from .models import Complaint

Role, Category = StaffMember.Role, Complaint.Category

#: Never whoever it is about: what staff did is for supervisors alone.
HANDLING = {
    Category.SELLER: {Role.CLERK, Role.SUPERVISOR},
    Category.DATA: {Role.CLERK, Role.SUPERVISOR},
    Category.MISUSE: {Role.SUPERVISOR},
    Category.CONDUCT: {Role.SUPERVISOR},
    Category.SITE: {Role.SUPPORT, Role.SUPERVISOR},
}
#: Working days until the answer, as this portal promises them.
DAYS = {Category.SELLER: 15, Category.DATA: 7, Category.MISUSE: 7, Category.CONDUCT: 10, Category.SITE: 5}


def barred_from(about_name: str, about_reference: str) -> list[int]:
    """Return the staff whom a complaint is about: named in it, or who had a hand in the case that it names."""
    people: set[int] = set()
    if about_name:
        named = StaffMember.objects.filter(Q(person__name=about_name) | Q(person__login=about_name))
        people |= set(named.values_list("pk", flat=True))
    case = _case(about_reference)
    if case:
        events = Event.objects.filter(subject_type="application", subject_id=str(case.pk), actor__is_staff=True)
        people |= set(events.values_list("actor", flat=True))
    return sorted(people)


def region_of(
    about_tax_bureau: str, about_reference: str, own_bureau: str, *, barred: Iterable[int], category: str
) -> str:  # fmt: skip
    """Return whose region it is: that of the case, the one complained about, or the person's own.

    Where that leaves nobody who may handle it, it is everyone's ("").
    """
    case = _case(about_reference)
    region = (case.region if case else "") or about_tax_bureau or own_bureau
    staff = StaffMember.objects.filter(role__in=HANDLING[Category(category)], person__is_active=True)
    staff = staff.exclude(pk__in=list(barred))
    covering = staff.filter(Q(regions=[]) | Q(regions__contains=[region]))
    return region if region and covering.exists() else ""


def _case(reference: str) -> Application | None:
    return Application.objects.filter(reference=reference.strip().upper()).first() if reference.strip() else None
