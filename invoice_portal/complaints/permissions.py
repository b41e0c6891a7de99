"""Who of the bureau may see a complaint, and who may handle it. Lists, pages and actions ask here alike."""
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Person, StaffMember
from invoice_portal.accounts.roles import Role, role_of
from invoice_portal.refusal import Refusal

from .models import Complaint
from .routing import HANDLING


def sees_complaints(person: Person) -> bool:
    role = role_of(person)
    return role == Role.AUDITOR or any(role in roles for roles in HANDLING.values())


def complaints_for(person: Person) -> QuerySet[Complaint]:
    """Return what is this person's to look at: never what is about them."""
    staff = StaffMember.objects.filter(pk=person.pk).first() if sees_complaints(person) else None
    if staff is None:
        return Complaint.objects.none()
    found = Complaint.objects.exclude(barred__contains=[person.pk])
    if staff.role != Role.AUDITOR:
        mine = Q(category__in=[category for category, roles in HANDLING.items() if staff.role in roles])
        # Whoever was not content with an answer is heard by a supervisor.
        found = found.filter(mine if staff.role == Role.SUPERVISOR else mine & Q(raised=False))
    return found.filter(Q(region="") | Q(region__in=staff.regions)) if staff.regions else found


def why_not_handle(person: Person, complaint: Complaint) -> Refusal | None:
    """Return why this person may not handle it, or None if they may."""
    if role_of(person) == Role.AUDITOR or not complaints_for(person).filter(pk=complaint.pk).exists():
        return Refusal("not_for_role", _("这件投诉或建议不由您办理。"), status=403)
    return None
