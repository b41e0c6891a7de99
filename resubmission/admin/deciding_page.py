"""Between the case and its decision: filling the form from a template, and seeing what the taxpayer will get."""
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from invoice_portal.refusal import Refusal
from resubmission.foreseeing import DECISIONS, foresee
from resubmission.models import Application, ReasonTemplate
from resubmission.permissions import sees_cases
from resubmission.reason_templates import filled, offered

from .case_page import seen_case
from .typed import Typed, keep, reason_for, typed, version_of

_FOLDER = "admin/resubmission/application"


@require_POST
def fill_in(request: HttpRequest, case_id) -> HttpResponse:
    """Put a template's text into the form; what was typed stays above it. ``load``: only come back with what was."""
    case = _case(request, case_id)
    chosen = "" if "load" in request.POST else request.POST.get("template", "")
    said = _with_template(typed(request), chosen, case)
    if request.htmx:
        return render(request, f"{_FOLDER}/_reason.html", {"typed": said, "filled": True})
    keep(request, case, said)
    return redirect(_place(case))


@require_POST
def preview(request: HttpRequest, case_id, action: str) -> HttpResponse:
    """Show what this decision would send and change. Nothing is sent, nothing changes."""
    case = _case(request, case_id)
    if action not in DECISIONS:
        raise Http404
    said = typed(request)
    keep(request, case, said)
    try:
        reason = reason_for(action, case, said)
        foreseen = foresee(action, case, by=request.user, reason=reason, version=version_of(request))
    except Refusal as refusal:
        messages.error(request, refusal.detail)
        return redirect(_place(case))
    context = {
        **admin.site.each_context(request), "opts": Application._meta, "title": case.reference, "case": case,
        "action": action, "typed": said, "foreseen": foreseen, "proposes": action == "approve" and foreseen.proposes,
        "version": request.POST["version"],
    }  # fmt: skip
    return render(request, f"{_FOLDER}/preview.html", context)


def _case(request: HttpRequest, case_id) -> Application:
    if not sees_cases(request.user):
        raise PermissionDenied
    return seen_case(request, case_id)


def _place(case: Application) -> str:
    return reverse("admin:resubmission_application_change", args=[case.pk]) + "#decide-title"


def _with_template(said: Typed, chosen: str, case: Application) -> Typed:
    templates = offered()
    template = next((one for one in templates if str(one.pk) == chosen), None)
    if template is None:
        return said
    new = filled(template, case)
    # Another template takes the place of one that was not touched; what a person wrote is never lost.
    own = said.reason and not any(said.reason == filled(one, case).text for one in templates)
    reason = f"{said.reason}\n{new.text}" if own and new.text not in said.reason else said.reason if own else new.text
    return Typed(reason, new.rule if template.action == ReasonTemplate.Action.REJECT else said.rule)
