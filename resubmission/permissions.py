"""Who of the bureau may see a case, and who may decide on it. Pages and actions ask here alike."""
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Operator, Person, StaffMember
from invoice_portal.history.models import Event
from invoice_portal.refusal import Refusal
from invoice_portal.sealed.keys import digests

from .models import Application

Role = StaffMember.Role
DECIDING = {Role.CLERK, Role.SUPERVISOR}
#: Events by which a clerk has taken part in a decision.
DECIDED = ("propose", "disagree", "return", "settle", "reject")
SEEING = DECIDING | {Role.AUDITOR}


def staff_of(person: Person) -> StaffMember | None:
    """Return what this person is at the bureau, or None."""
    if not (person.is_authenticated and person.is_active and person.is_staff):
        return None
    return StaffMember.objects.filter(pk=person.pk).first()


def sees_cases(person: Person) -> bool:
    staff = staff_of(person)
    return staff is not None and staff.role in SEEING


def cases_for(person: Person) -> QuerySet[Application]:
    """Return the handed-in applications of the regions that are this person's to look at."""
    staff = staff_of(person)
    if staff is None or staff.role not in SEEING:
        return Application.objects.none()
    # A draft is the applicant's alone.
    cases = Application.objects.filter(reference__isnull=False)
    return cases.filter(region__in=staff.regions) if staff.regions else cases


def why_not_decide(person: Person, application: Application) -> Refusal | None:
    """Return why this person may not handle this case as it stands, or None if they may."""
    if refusal := why_not_handle(person, application):
        return refusal
    if application.state == Application.State.IN_REVIEW and application.proposed_by_id == person.pk:
        return Refusal("own_proposal", _("您已初审同意，须由另一名审核员复审。"), status=403)
    return None


def why_not_take_back(person: Person, application: Application) -> Refusal | None:
    """Return why this person may not take back that they would approve, or None if they may."""
    if application.state != Application.State.IN_REVIEW or application.proposed_by_id != person.pk:
        return Refusal("not_proposed", _("这件申请没有您的初审意见可以撤回。"), status=409)
    if application.claimed_by_id is not None:
        return Refusal("claimed", _("复审的审核员已领取，请等待复审结果。"), status=409)
    return None


def why_not_handle(person: Person, application: Application) -> Refusal | None:
    """Return why cases like this one are not this person's to handle, or None if they are."""
    staff = staff_of(person)
    if staff is None or staff.role not in DECIDING:
        return Refusal("not_a_clerk", _("只有审核员和主管可以办理申请。"), status=403)
    if not staff.covers(application.region):
        return Refusal("other_region", _("这件申请不属于您负责的地区。"), status=403)
    if acts_for(person, application):
        return Refusal("own_case", _("您是该纳税人的操作员，不能办理它的申请。"), status=403)
    if decided_before(person, application):
        return Refusal("own_decision", _("这是对您参与的决定的复核，须由其他审核员办理。"), status=403)
    return None


def decided_before(person: Person, application: Application) -> bool:
    """Tell whether the person took part in the decision that this case reviews."""
    if application.objects_to_id is None:
        return False
    events = Event.objects.filter(subject_type="application", subject_id=str(application.objects_to_id))
    return events.filter(actor=person, action__in=DECIDED).exists()


def acts_for(person: Person, application: Application) -> bool:
    """Tell whether the person, or somebody with their phone, is an operator of the applicant."""
    same = Q(person=person) | (Q(person__phone_digest__in=digests(person.phone)) if person.phone else Q())
    return Operator.objects.filter(same, taxpayer=application.taxpayer_id, ended_at=None).exists()
