"""POST documents/: a file read by the worker, and the trace of every invoice in it. GET: the same again."""
from uuid import UUID

from django.urls import reverse
from drf_spectacular.utils import OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from invoice_portal.accounts.access import current_operator
from invoice_portal.accounts.idempotency import idempotent

from ..models import ReadDocument
from ..reading.as_json import FIELDS
from ..trace.gathering.asker import asker_of
from ..uploaded.answering import documents_json, wait_for
from ..uploaded.own import ahead_of, own_document
from ..uploaded.taking import take
from .serializers import LineRow, Problem
from .trace import ANSWER

FOUND = inline_serializer(
    "DocumentFound",
    {
        "path": serializers.CharField(),
        "format": serializers.ChoiceField(["xml", "ofd", "pdf", "image", "xlsx", "csv"], allow_null=True),
    }
    | {name: serializers.CharField(allow_null=True) for name in FIELDS}
    | {
        "lines": LineRow(many=True),
        "warnings": serializers.ListField(child=serializers.CharField()),
        "error": serializers.DictField(allow_null=True, help_text='{"code", "detail"}'),
        "trace": type(ANSWER)(allow_null=True, help_text="As POST trace/ answers; null: nothing to ask by."),
    },
)
DOCUMENTS = inline_serializer("Documents", {"documents": serializers.ListField(child=FOUND)})
PROGRESS = inline_serializer(
    "DocumentProgress",
    {"state": serializers.ChoiceField(["WAITING", "READING"]), "ahead": serializers.IntegerField()},
)
_ANSWERS = {
    200: DOCUMENTS, 202: OpenApiResponse(PROGRESS, description="Not read yet: ask Location after Retry-After seconds."),
    401: Problem, 429: Problem,
}  # fmt: skip


class DocumentsView(APIView):
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="documents_create", responses=_ANSWERS | {400: Problem},
        request={"multipart/form-data": {"type": "object", "required": ["file"],
                                         "properties": {"file": {"type": "string", "format": "binary"}}}},
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Read a document (XML, OFD, PDF, image, ledger, ZIP of them) and trace every invoice in it."""
        taken = self._take(request)
        document = own_document(current_operator(request), taken.data["id"])
        wait_for(document)
        return _answer(request, document, taken.headers)

    @idempotent
    def _take(self, request: Request) -> Response:
        """Keep the file: what must not happen twice. Its transaction ends before anyone waits for the worker."""
        return Response({"id": str(take(current_operator(request), request.FILES.get("file")).pk)}, status=202)


class DocumentView(APIView):
    @extend_schema(operation_id="documents_retrieve", responses=_ANSWERS | {404: Problem})
    def get(self, request: Request, document_id: UUID) -> Response:
        """Give what was read, and the traces as they were first answered."""
        return _answer(request, own_document(current_operator(request), document_id), {})


def _answer(request: Request, document: ReadDocument, headers) -> Response:
    kept = {name: value for name, value in headers.items() if name == "Idempotent-Replayed"}
    documents = documents_json(asker_of(current_operator(request), look_elsewhere=False), document)
    if documents is not None:
        return Response({"documents": documents}, headers=kept)
    location = request.build_absolute_uri(reverse("api-document", args=[document.pk]))
    progress = {"state": document.state, "ahead": ahead_of(document)}
    return Response(progress, status=202, headers=kept | {"Location": location, "Retry-After": "2"})
