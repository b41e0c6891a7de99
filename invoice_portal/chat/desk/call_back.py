"""The call-back of a conversation at the desk: when, to whom, and the number for whoever dials it."""
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from invoice_portal.accounts.phone import masked
from invoice_portal.refusal import Refusal

from ..calling_back import booked, number_of, time_words
from ..models import Conversation
from . import page


def told(conversation: Conversation) -> dict[str, Any] | None:
    """Return what the page shows of a call that is still to be made."""
    row = booked(conversation)
    if row is None:
        return None
    return {"time": time_words(row), "phone": masked(row.phone), "late": row.ends_at < timezone.now()}


@never_cache
@require_POST
def number(request: HttpRequest, conversation_id) -> HttpResponse:
    """Show the whole number in the answer to the very request, so that each look at it is on record."""
    conversation = page.found(request, conversation_id)
    try:
        dialled = number_of(conversation, by=request.user)
    except Refusal as refusal:
        messages.error(request, refusal.detail)
        return redirect(page.PAGE, conversation.pk)
    shown = page.context_of(request, conversation)
    shown["call_back"] |= {"phone": dialled, "whole": True}
    messages.info(request, _("查看号码已记入变更记录。"))
    return TemplateResponse(request, "admin/chat/page.html", shown)
