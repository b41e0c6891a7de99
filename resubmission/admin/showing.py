"""Evidence for staff: pictures to look at, and the file itself to save."""
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from resubmission.evidence import read
from resubmission.letters.serving import letter_response
from resubmission.looks import looked_at_case, looked_at_evidence
from resubmission.models import Application, Evidence, Letter
from resubmission.permissions import cases_for, sees_cases
from resubmission.picturing.showing import picture_response

from .evidence_block import evidence_of

_SANDBOX = "default-src 'none'; sandbox"


@require_safe
def block(request: HttpRequest, case_id) -> HttpResponse:
    """Answer with the part of the case page that shows the evidence, for the page to ask while pictures are made."""
    case = _case(request, case_id)
    looked_at_case(request.user, case)
    findings = list(case.findings.select_related("evidence"))
    context = {"case": case, "evidence": evidence_of(case, findings)}
    return render(request, "admin/resubmission/application/_evidence.html", context)


@require_safe
def page(request: HttpRequest, case_id, evidence_id, page: int) -> HttpResponse:
    """Answer with one page as a picture made anew; ``?small`` for the one that stands in the page."""
    evidence = _evidence(request, case_id, evidence_id)
    looked_at_evidence(request.user, evidence)
    return picture_response(evidence, page, small="small" in request.GET)


@require_safe
def download(request: HttpRequest, case_id, evidence_id) -> HttpResponse:
    """Answer with the file as it came, never shown inside the portal."""
    evidence = _evidence(request, case_id, evidence_id)
    looked_at_evidence(request.user, evidence, saved=True)
    response = HttpResponse(read(evidence), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, evidence.original_name)
    return _closed(response)


@require_safe
def letter(request: HttpRequest, case_id, letter_id) -> HttpResponse:
    """Answer with a letter of the case as the applicant gets it; while it is made, say so on the case page."""
    case = _case(request, case_id)
    file = letter_response(get_object_or_404(Letter, pk=letter_id, application=case))
    if file is None:
        messages.info(request, _("通知书正在生成，请稍后再下载。"))
        return redirect("admin:resubmission_application_change", case.pk)
    return file


def _case(request: HttpRequest, case_id) -> Application:
    if not sees_cases(request.user):
        raise PermissionDenied
    return get_object_or_404(cases_for(request.user), pk=case_id)


def _evidence(request: HttpRequest, case_id, evidence_id) -> Evidence:
    return get_object_or_404(Evidence, pk=evidence_id, application=_case(request, case_id))


def _closed(response: HttpResponse) -> HttpResponse:
    response["Content-Security-Policy"] = _SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
