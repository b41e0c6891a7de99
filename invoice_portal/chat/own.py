"""A person's own conversations: anyone else's look as if they did not exist."""
from uuid import UUID

from django.db.models import F, QuerySet
from django.http import Http404

from invoice_portal.accounts.models import Operator

from .models import Conversation, Message


def own_list(operator: Operator) -> QuerySet[Conversation]:
    return Conversation.objects.filter(operator=operator).order_by("-last_at", "-id")


def own(operator: Operator, conversation_id: UUID) -> Conversation:
    related = ("operator__taxpayer", "operator__person", "agent", "trace")
    found = own_list(operator).select_related(*related).filter(pk=conversation_id).first()
    if found is None:
        raise Http404
    return found


def unread(operator: Operator) -> int:
    """Count the conversations in which something was said that the person has not seen."""
    return Conversation.objects.filter(operator=operator, last_number__gt=F("person_read")).count()


def seen_by_person(conversation: Conversation) -> QuerySet[Message]:
    """Return what the person may read: all but the agents' notes."""
    shown = Message.objects.filter(conversation=conversation).exclude(author=Message.Author.NOTE)
    return shown.select_related("staff").prefetch_related("files").order_by("number")
