"""The applicant's open page asks whether the other side acted."""
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from invoice_portal.accounts.access import current_operator, operator_required

from ..changes import seen_version, version_in
from ..own import own, own_list
from .case import shown


@require_safe
@operator_required
def changes(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Answer 204 while nothing changed, else with the living part of the page as it is now."""
    operator = current_operator(request)
    now = version_in(own_list(operator), application_id)
    if now is None:
        raise Http404
    if now == seen_version(request.GET.get("seen", "")):
        return HttpResponse(status=204)
    context = shown(operator, own(operator, application_id)) | {"told": True}
    return render(request, "resubmission/_live.html", context)
