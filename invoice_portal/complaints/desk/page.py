"""The page of one complaint at the desk, and what its buttons do."""
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from invoice_portal.accounts.looks import looked
from invoice_portal.accounts.models import Look
from invoice_portal.attachments.serving import as_attachment
from invoice_portal.history.record import history_of
from invoice_portal.refusal import Refusal

from ..models import Complaint
from ..moving import OFFICE, allowed, move
from ..permissions import complaints_for, sees_complaints, why_not_handle
from .standing import standing_of

PAGE = "admin:complaints_complaint_change"
_TYPED = "complaint_typed"
EVENTS = {
    "receive": pgettext_lazy("event", "收到"), "take": pgettext_lazy("event", "领取"),
    "ask": pgettext_lazy("event", "请对方补充"), "answer": pgettext_lazy("event", "答复"),
    "add": pgettext_lazy("event", "补充说明"), "reply": pgettext_lazy("event", "已补充"),
    "raise": pgettext_lazy("event", "对答复不满意"),
}  # fmt: skip


def found(request: HttpRequest, complaint_id) -> Complaint:
    """Return the complaint if it is this person's to see, with the look recorded; Http404 as for none otherwise."""
    if not sees_complaints(request.user):
        raise PermissionDenied
    rows = complaints_for(request.user).select_related("operator__taxpayer", "operator__person", "handler")
    complaint = rows.filter(pk=complaint_id).first()
    if complaint is None:
        raise Http404
    of = [complaint.operator.taxpayer_id] if complaint.operator else []
    looked(request.user, Look.Kind.INQUIRY, complaint.pk, of=of, label=complaint.reference, region=complaint.region)
    return complaint


def show(request: HttpRequest, complaint_id) -> HttpResponse:
    complaint = found(request, complaint_id)
    may = why_not_handle(request.user, complaint) is None
    steps = allowed(complaint, OFFICE) if may else []
    if complaint.handler_id == request.user.pk:
        steps = [step for step in steps if step != "take"]
    else:
        steps = [step for step in steps if step == "take"]
    typed = request.session.pop(f"{_TYPED}:{complaint.pk}", "")
    context = admin.site.each_context(request) | {
        "title": complaint.reference, "complaint": complaint, "texts": complaint.texts.prefetch_related("files", "by"),
        "steps": steps, "typed": typed, "standing": standing_of(complaint),
        "events": [(event, EVENTS.get(event.action, event.action)) for event in history_of("complaint", complaint.pk)],
    }  # fmt: skip
    return TemplateResponse(request, "admin/complaints/page.html", context)


@require_POST
def act(request: HttpRequest, complaint_id, step: str) -> HttpResponse:
    """Take one step and come back; a refusal is shown there, with what was typed."""
    complaint, text = found(request, complaint_id), request.POST.get("text", "")
    if step not in ("take", "ask", "answer"):
        raise Http404
    version = request.POST.get("version", "")
    try:
        move(complaint, step, by=request.user, text=text, version=int(version) if version.isdecimal() else None)
    except Refusal as refusal:
        request.session[f"{_TYPED}:{complaint.pk}"] = text
        messages.error(request, refusal.detail)
    else:
        done = {"take": _("已领取。"), "ask": _("已请对方补充。"), "answer": _("已答复。")}
        messages.success(request, done[step])
    return redirect(PAGE, complaint.pk)


@require_safe
def file(request: HttpRequest, complaint_id, attachment_id) -> HttpResponse:
    text = found(request, complaint_id).texts.filter(files=attachment_id).first()
    if text is None:
        raise Http404
    return as_attachment(text.files.get(pk=attachment_id))
