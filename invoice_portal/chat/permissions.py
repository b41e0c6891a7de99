"""Who of the bureau may read and answer conversations. Lists, pages and actions ask here alike."""
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from invoice_portal.accounts.models import Operator, Person, StaffMember
from invoice_portal.accounts.roles import Role, role_of
from invoice_portal.refusal import Refusal

from .models import Conversation

ANSWERING = {Role.SUPPORT, Role.SUPERVISOR}
READING = ANSWERING | {Role.AUDITOR}


def reads_chats(person: Person) -> bool:
    return role_of(person) in READING


def chats_for(person: Person) -> QuerySet[Conversation]:
    """Return the conversations of the regions that are this person's to look at."""
    staff = StaffMember.objects.filter(pk=person.pk).first() if reads_chats(person) else None
    if staff is None:
        return Conversation.objects.none()
    found = Conversation.objects.all()
    return found.filter(Q(region="") | Q(region__in=staff.regions)) if staff.regions else found


def why_not_handle(person: Person, conversation: Conversation) -> Refusal | None:
    """Return why this person may not answer here, or None if they may."""
    if role_of(person) not in ANSWERING or not chats_for(person).filter(pk=conversation.pk).exists():
        return Refusal("not_for_role", _("这次咨询不由您接待。"), status=403)
    if Operator.objects.filter(person=person, taxpayer=conversation.operator.taxpayer_id, ended_at=None).exists():
        return Refusal("own_chat", _("您是该纳税人的操作员，不能接待它的咨询。"), status=403)
    return None
