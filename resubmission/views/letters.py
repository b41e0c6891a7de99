"""The letters of a case: the file, or how far it is."""
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from invoice_portal.accounts.access import current_operator, operator_required

from ..letters.serving import letter_response
from ..models import Application, Letter
from ..own import own


@require_safe
@operator_required
@never_cache
def letter(request: HttpRequest, application_id: UUID, letter_id: UUID) -> HttpResponse:
    """Hand out the letter; while it is being made, a page that asks again by itself."""
    application = own(current_operator(request), application_id)
    found = _find(application, letter_id)
    if file := letter_response(found):
        return file
    template = "resubmission/letters/_making.html" if request.htmx else "resubmission/letters/making.html"
    return render(request, template, {"application": application, "letter": found}, status=202)


def _find(application: Application, letter_id: UUID) -> Letter:
    found = application.letters.filter(pk=letter_id).first()
    if found is None:
        raise Http404
    return found
