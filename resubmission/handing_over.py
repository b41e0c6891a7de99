"""Handing a case over: by its holder or a supervisor, to another clerk or to another region, each with a reason.

What clerks do among themselves; the applicant is not told. Each is one transaction with its event.
"""
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Operator, Person, StaffMember
from invoice_portal.accounts.region_words import region_name
from invoice_portal.accounts.regions import REGIONS
from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal

from .holding import check_held, check_in_review, locked
from .models import Application
from .permissions import DECIDING, staff_of, why_not_decide

TO_CLERK, TO_REGION = "hand_over", "hand_over_region"
REASON_LENGTH = 500


@transaction.atomic
def hand_over(
    application: Application, *, by: Person, to: Person, reason: str, held_by: int | None = None
) -> Application:
    """Let another clerk hold the case from now on.

    ``held_by`` is whom the supervisor saw as its holder. Raises :class:`Refusal` if ``by`` neither holds the
    case nor supervises its region, if someone else has it by now, or if ``to`` may not handle it.
    """
    case, reason = _taken_from(application, by=by, held_by=held_by), cleaned(reason)
    if to.pk == case.claimed_by_id:
        text = _("这件申请已经由%(name)s办理。") % {"name": to}
        raise Refusal("same_holder", text, fields={"to": text})
    if refusal := why_not_receive(to, case):
        raise refusal
    case.claimed_by, case.claimed_at = to, timezone.now()
    return _moved(case, TO_CLERK, by=by, reason=reason, to=to.pk, name=str(to))


@transaction.atomic
def hand_over_to_region(
    application: Application, *, by: Person, region: str, reason: str, held_by: int | None = None
) -> Application:
    """Give the case to the clerks of another region; nobody holds it then. Raises :class:`Refusal`."""
    case, reason = _taken_from(application, by=by, held_by=held_by), cleaned(reason)
    if region not in REGIONS or region == case.region:
        raise Refusal("bad_region", _("请选择另一个地区。"), fields={"to": _("请选择另一个地区。")})
    if not clerks_of(region).exists():
        text = _("%(region)s还没有审核员，不能移交。") % {"region": region_name(region)}
        raise Refusal("nobody_there", text, fields={"to": text})
    before, case.region = case.region, region
    case.claimed_by = case.claimed_at = None
    return _moved(case, TO_REGION, by=by, reason=reason, from_region=before, region=region)


def clerks_of(region: str) -> QuerySet[StaffMember]:
    """Return those who decide on cases of this region."""
    everyone = StaffMember.objects.filter(role__in=DECIDING, person__is_active=True, person__is_staff=True)
    return everyone.filter(Q(regions=[]) | Q(regions__contains=[region])).select_related("person")


def clerks_within(regions: list[str]) -> QuerySet[StaffMember]:
    """Return those who decide on cases of any of these regions (none named: all), also who has left."""
    everyone = StaffMember.objects.filter(role__in=DECIDING).select_related("person")
    return everyone.filter(Q(regions=[]) | Q(regions__overlap=regions)) if regions else everyone


def receivers(case: Application) -> list[StaffMember]:
    """Return to whom the case can be handed over, by name."""
    acting = Operator.objects.filter(taxpayer=case.taxpayer_id, ended_at=None)
    persons = set(acting.values_list("person_id", "person__phone"))
    keys, phones = {key for key, _phone in persons}, {phone for _key, phone in persons if phone}
    found = clerks_of(case.region).exclude(pk=case.claimed_by_id).order_by("person__name", "pk")
    return [staff for staff in found if staff.pk not in keys and staff.person.phone not in phones]


def why_not_receive(person: Person, case: Application) -> Refusal | None:
    """Return why a case cannot be handed to this person, or None if it can."""
    refusal = why_not_decide(person, case)
    if refusal is None:
        return None
    words = {
        "not_a_clerk": _("%(name)s不是在岗的审核员或主管。"),
        "other_region": _("%(name)s不负责这件申请的地区。"),
    }.get(refusal.code, _("%(name)s不能办理这件申请，须回避。"))
    text = words % {"name": person}
    return Refusal("receiver_may_not", text, status=409, fields={"to": text})


def supervises(person: Person, case: Application) -> bool:
    """Tell whether the person is a supervisor of the case's region."""
    staff = staff_of(person)
    return staff is not None and staff.role == StaffMember.Role.SUPERVISOR and staff.covers(case.region)


def cleaned(reason: str) -> str:
    """Return the reason as it is kept; Refusal without one."""
    reason = "".join(character for character in reason if character.isprintable() or character in "\n\t").strip()
    if not reason:
        raise Refusal("reason_missing", _("请写明原因。"), fields={"reason": _("请写明原因。")})
    if len(reason) > REASON_LENGTH:
        text = _("原因最多 %(most)s 个字。") % {"most": REASON_LENGTH}
        raise Refusal("reason_too_long", text, fields={"reason": text})
    return reason


def _taken_from(application: Application, *, by: Person, held_by: int | None) -> Application:
    case = locked(application, by)
    check_in_review(case)
    if not supervises(by, case):
        check_held(case, by)
    elif case.claimed_by_id != (by.pk if held_by is None and case.claimed_by_id == by.pk else held_by):
        name = case.claimed_by or _("无人")
        raise Refusal("holder_changed", _("这件申请现在由%(name)s办理，请刷新后再移交。") % {"name": name}, status=409)
    return case


def _moved(case: Application, action: str, *, by: Person, reason: str, **data) -> Application:
    case.version += 1
    case.save(update_fields=["claimed_by", "claimed_at", "region", "version"])
    record("application", case.pk, action, by=by, reason=reason, **data)
    return case
