"""What the person was told by a trace that their conversation is about, for the agent who answers them."""
from uuid import UUID

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from lookup.models import Trace
from lookup.trace.showing import shown

from ..models import Conversation
from . import page


@require_safe
def trace(request: HttpRequest, conversation_id: UUID, trace_id: UUID) -> HttpResponse:
    """Show the answer as it was given. Only of traces that stand in the conversation: the others are none of theirs."""
    conversation = page.found(request, conversation_id)
    found = Trace.objects.filter(pk=trace_id, operator=conversation.operator).first()
    if found is None or not _stands_in(conversation, found):
        raise Http404
    context = admin.site.each_context(request) | shown(found, conversation.operator)
    context |= {"conversation": conversation, "title": conversation.reference}
    return TemplateResponse(request, "admin/chat/trace.html", context)


def _stands_in(conversation: Conversation, found: Trace) -> bool:
    return found.pk == conversation.trace_id or conversation.messages.filter(card__trace=str(found.pk)).exists()
