"""What a person is at the bureau, and where."""
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


def regions_of(person: Person) -> list[str]:
    """Return the regions that are the person's to look after; empty: all."""
    staff = StaffMember.objects.filter(person=person).first()
    return staff.regions if staff else []
