"""Evidence for staff: pictures to look at, and the file itself to save."""
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from resubmission.evidence import read
from resubmission.models import Evidence
from resubmission.permissions import cases_for, sees_cases

from .previewing import NoPreview, picture

_SANDBOX = "default-src 'none'; sandbox"


@require_safe
def page(request: HttpRequest, case_id, evidence_id, page: int) -> HttpResponse:
    """Answer with one page as a picture made anew."""
    try:
        body = picture(_evidence(request, case_id, evidence_id), page)
    except NoPreview:
        raise Http404 from None
    return _closed(HttpResponse(body, content_type="image/png"))


@require_safe
def download(request: HttpRequest, case_id, evidence_id) -> HttpResponse:
    """Answer with the file as it came, never shown inside the portal."""
    evidence = _evidence(request, case_id, evidence_id)
    response = HttpResponse(read(evidence), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, evidence.original_name)
    return _closed(response)


def _evidence(request: HttpRequest, case_id, evidence_id) -> Evidence:
    if not sees_cases(request.user):
        raise PermissionDenied
    case = get_object_or_404(cases_for(request.user), pk=case_id)
    return get_object_or_404(Evidence, pk=evidence_id, application=case)


def _closed(response: HttpResponse) -> HttpResponse:
    response["Content-Security-Policy"] = _SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
