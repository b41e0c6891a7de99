"""Continued uploads over the API: tus 1.0."""
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from invoice_portal.accounts.access import current_operator
from lookup.api.serializers import Problem

from ..continuing import tus
from ..drafting import check_turn
from ..own import own_to_change


def _header(name: str, what: str, *, required: bool = True) -> OpenApiParameter:
    return OpenApiParameter(name, OpenApiTypes.STR, OpenApiParameter.HEADER, required=required, description=what)


_VERSION = _header("Tus-Resumable", "1.0.0")
_REFUSED = dict.fromkeys((400, 401, 404, 409, 412, 413), Problem)


class UploadsView(APIView):
    @extend_schema(
        operation_id="applications_begin_upload", request=None,
        parameters=[
            _VERSION, _header("Upload-Length", "Bytes of the whole file"),
            _header("Upload-Metadata", "tus: filename, and fingerprint (sha256:hex) to find it again", required=False),
        ],
        responses={201: OpenApiResponse(description="Location and Upload-Offset say where to go on"), **_REFUSED},
    )  # fmt: skip
    def post(self, request: Request, application_id: UUID) -> HttpResponse:
        """Begin an upload that may break off, or find the one begun of the same file."""
        operator = current_operator(request)
        application = own_to_change(operator, application_id)
        check_turn(application)

        def address_of(upload) -> str:
            return reverse("api-application-upload", args=[application.pk, upload.pk])

        return tus.answer(request, lambda: tus.create(request, application, operator, address_of))

    @extend_schema(exclude=True)
    def options(self, request: Request, application_id: UUID) -> HttpResponse:
        """What the protocol can do here."""
        own_to_change(current_operator(request), application_id)
        return tus.options()


class UploadView(APIView):
    @extend_schema(
        operation_id="applications_upload_stands", request=None, parameters=[_VERSION],
        responses={200: OpenApiResponse(description="Upload-Offset says how much has come"), **_REFUSED},
    )  # fmt: skip
    def head(self, request: Request, application_id: UUID, upload_id: UUID) -> HttpResponse:
        """How much has come."""
        return self._one(request, application_id, upload_id)

    @extend_schema(
        operation_id="applications_continue_upload", request={"application/offset+octet-stream": OpenApiTypes.BINARY},
        parameters=[_VERSION, _header("Upload-Offset", "Where this part begins")],
        responses={204: OpenApiResponse(description="Upload-Offset says how much has come"), 415: Problem, **_REFUSED},
    )  # fmt: skip
    def patch(self, request: Request, application_id: UUID, upload_id: UUID) -> HttpResponse:
        """Send the next part; with the last one the file is checked and becomes evidence."""
        return self._one(request, application_id, upload_id)

    @extend_schema(
        operation_id="applications_forget_upload", request=None, parameters=[_VERSION],
        responses={204: None, **_REFUSED},
    )  # fmt: skip
    def delete(self, request: Request, application_id: UUID, upload_id: UUID) -> HttpResponse:
        """Forget what has come."""
        return self._one(request, application_id, upload_id)

    def _one(self, request: Request, application_id: UUID, upload_id: UUID) -> HttpResponse:
        operator = current_operator(request)
        application = own_to_change(operator, application_id)
        check_turn(application)
        # The body is read as it comes, which DRF's own request would do at once.
        plain = request._request
        return tus.answer(plain, lambda: tus.one(plain, application, operator, upload_id))

