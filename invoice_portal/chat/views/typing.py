"""The mark that the person is typing: told to whoever has the conversation open, kept nowhere."""
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from invoice_portal.accounts.access import current_operator, operator_required

from ..own import own
from ..saying import typing


@require_POST
@operator_required
def person_types(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Tell the agent's page; the script asks for it every few seconds at most."""
    typing(own(current_operator(request), conversation_id), "person")
    return HttpResponse(status=204)
