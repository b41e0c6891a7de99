"""GET and POST of applications: own.py decides who, drafting, evidence and submitting do the work."""
from uuid import UUID

from django.db import transaction
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from invoice_portal.accounts.access import current_operator
from invoice_portal.accounts.idempotency import idempotent
from invoice_portal.support.paging import page_of
from lookup.api.serializers import Problem

from ..drafting import begin, explain
from ..evidence import MAX_BYTES, add
from ..own import own, own_list, own_to_change
from ..submitting import submit, withdraw
from .serializers import (
    Answer,
    ApplicationDetail,
    ApplicationPage,
    ApplicationRow,
    EvidenceRow,
    NewApplication,
    Upload,
)

_REFUSED = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 409: Problem}


class ApplicationsView(APIView):
    parser_classes = [JSONParser]

    @extend_schema(
        operation_id="applications_list",
        parameters=[OpenApiParameter("cursor", str, description="`next` of the page before")],
        responses={200: ApplicationPage, 400: Problem, 401: Problem},
    )
    def get(self, request: Request) -> Response:
        """List the taxpayer's applications, newest first, twenty at a time."""
        page = page_of(own_list(current_operator(request)), request.query_params.get("cursor", ""))
        return Response({"results": ApplicationRow(page.rows, many=True).data, "next": page.next_cursor})

    @extend_schema(
        operation_id="applications_begin", request=NewApplication, responses={201: ApplicationDetail, **_REFUSED}
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Begin a draft. A second one for the same invoice is answered with 409 and the id of the first."""
        operator = current_operator(request)
        given = NewApplication(data=request.data)
        given.is_valid(raise_exception=True)
        values = dict(given.validated_data)
        kind, reason = values.pop("kind"), values.pop("reason", "")
        explanation, invoice_kind = values.pop("explanation", ""), values.pop("invoice_kind", "")
        with transaction.atomic():
            application = begin(operator, kind=kind, claimed=values | {"kind": invoice_kind})
            if reason or explanation:
                explain(application, reason=reason, explanation=explanation, by=operator.person)
        return Response(ApplicationDetail(application).data, status=201)


class ApplicationView(APIView):
    @extend_schema(operation_id="applications_read", responses={200: ApplicationDetail, 401: Problem, 404: Problem})
    def get(self, request: Request, application_id: UUID) -> Response:
        """One application with its evidence, what is missing, and every step so far."""
        return Response(ApplicationDetail(own(current_operator(request), application_id)).data)


class EvidenceView(APIView):
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="applications_add_evidence", request={"multipart/form-data": Upload},
        responses={200: EvidenceRow, 201: EvidenceRow, **_REFUSED},
    )  # fmt: skip
    @idempotent
    def post(self, request: Request, application_id: UUID) -> Response:
        """Add a file: 201; 200 if the same bytes are there already."""
        operator = current_operator(request)
        application = own_to_change(operator, application_id)
        given = Upload(data=request.data)
        given.is_valid(raise_exception=True)
        file = given.validated_data["file"]
        kept, new = add(application, data=file.read(MAX_BYTES + 1), original_name=file.name, by=operator.person)
        return Response(EvidenceRow(kept).data, status=201 if new else 200)


class SubmitView(APIView):
    parser_classes = [JSONParser]

    @extend_schema(
        operation_id="applications_submit", request=Answer, responses={200: ApplicationDetail, **_REFUSED}
    )
    @idempotent
    def post(self, request: Request, application_id: UUID) -> Response:
        """Submit a draft, or a returned application again; what is missing is named field by field."""
        operator = current_operator(request)
        application = own_to_change(operator, application_id)
        submit(application, by=operator.person, answer=_reason(request))
        return Response(ApplicationDetail(application).data)


class WithdrawView(APIView):
    parser_classes = [JSONParser]

    @extend_schema(
        operation_id="applications_withdraw", request=Answer, responses={200: ApplicationDetail, **_REFUSED}
    )
    @idempotent
    def post(self, request: Request, application_id: UUID) -> Response:
        """Take an application back that no clerk is working on."""
        operator = current_operator(request)
        application = own_to_change(operator, application_id)
        withdraw(application, by=operator.person, reason=_reason(request))
        return Response(ApplicationDetail(application).data)


def _reason(request: Request) -> str:
    given = Answer(data=request.data)
    given.is_valid(raise_exception=True)
    return given.validated_data.get("reason", "")
