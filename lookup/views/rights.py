"""Asking the administrator for a right, and their answer."""
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from invoice_portal.accounts.access import operator_required
from invoice_portal.accounts.views.operators import administrator_required

from ..rights.asking import ask_right
from ..rights.deciding import decide
from ..trace.earlier import own_trace


@require_POST
@operator_required
def right_ask(request: HttpRequest, trace_id: UUID) -> HttpResponse:
    """Ask for the right that this trace lacks."""
    trace = own_trace(request.operator, trace_id)
    ask_right(request.operator, trace)
    return redirect(reverse("trace-answer", args=[trace.pk]) + "#ask")


@administrator_required
@require_POST
def right_request(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Grant or decline what an operator asked for."""
    decision = request.POST.get("decision")
    if decision not in ("grant", "decline"):
        raise Http404
    asked = decide(request_id, by=request.operator, grant=decision == "grant")
    said = {"code": asked.operator.code, "right": asked.get_right_display()}
    granted, declined = _("已为操作员 %(code)s 开通：%(right)s。"), _("没有为操作员 %(code)s 开通：%(right)s。")
    messages.success(request, (granted if decision == "grant" else declined) % said)
    return redirect("account")
