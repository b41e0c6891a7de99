"""Continued uploads from the page of evidence, with the browser's session."""
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from invoice_portal.accounts.access import current_operator, operator_required

from ..continuing import tus
from ..continuing.taking import abandon, own_upload
from .steps import editable


@require_http_methods(["POST"])
@operator_required
def uploads(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Begin an upload, or find the one begun of the same file."""
    operator = current_operator(request)
    application = editable(operator, application_id)

    def address_of(upload) -> str:
        return reverse("application-upload", args=[application.pk, upload.pk])

    return tus.answer(request, lambda: tus.create(request, application, operator, address_of))


@require_http_methods(["HEAD", "PATCH", "DELETE", "POST"])
@operator_required
def upload(request: HttpRequest, application_id: UUID, upload_id: UUID) -> HttpResponse:
    """Tell how far it is, continue it, forget it; a plain form posted here forgets it too."""
    operator = current_operator(request)
    application = editable(operator, application_id)
    if request.method == "POST":
        abandon(own_upload(application, operator, upload_id))
        return redirect("application-evidence", application.pk)
    return tus.answer(request, lambda: tus.one(request, application, operator, upload_id))
