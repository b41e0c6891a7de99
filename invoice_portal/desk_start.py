"""The start page of the desk: what each room has for whoever looks (unfold's DASHBOARD_CALLBACK)."""
from typing import Any

from django.http import HttpRequest

from invoice_portal.accounts.misuse.start import held_back
from invoice_portal.chat.desk.start import chats_waiting
from invoice_portal.complaints.desk.start import complaints_waiting
from resubmission.admin import start as cases


def fill(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add what admin/index.html shows: cases, and the boards of the other rooms."""
    context = cases.fill(request, context)
    boards = [chats_waiting(request), complaints_waiting(request), held_back(request)]
    return context | {"boards": [board for board in boards if board]}
