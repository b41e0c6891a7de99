"""POST exports/: many PDFs as one zip. GET exports/<id>/: how far it is; GET exports/<id>/file/: the zip."""
from uuid import UUID

from django.http import FileResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from invoice_portal.accounts.access import current_operator
from invoice_portal.accounts.idempotency import idempotent
from invoice_portal.accounts.models import Operator
from invoice_portal.refusal import Refusal

from ..exporting.asking import MOST, found_by, order, ticked
from ..exporting.own import KEPT, own_export
from ..exporting.serving import zip_of
from ..forms import SearchForm
from ..models import Export
from ..pdf.api import AnyAccept
from .serializers import Problem

ORDER = inline_serializer(
    "ExportOrder",
    {
        "numbers": serializers.ListField(
            child=serializers.CharField(), required=False, help_text="`number` or `code-number` of each; at most 100"
        ),
        "search": serializers.DictField(
            child=serializers.CharField(), required=False, help_text="Instead: criteria of GET invoices/; at most 5,000"
        ),
    },
)
EXPORT = inline_serializer(
    "Export",
    {
        "id": serializers.UUIDField(),
        "url": serializers.CharField(),
        "state": serializers.ChoiceField(["OWED", "MAKING", "MADE", "FAILED"]),
        "total": serializers.IntegerField(),
        "done": serializers.IntegerField(help_text="PDFs that are ready"),
        "without": serializers.IntegerField(help_text="Invoices whose PDF could not be made; the index names them."),
        "created_at": serializers.DateTimeField(),
        "expires_at": serializers.DateTimeField(),
        "size": serializers.IntegerField(allow_null=True),
        "sha256": serializers.CharField(allow_null=True),
        "file": serializers.CharField(allow_null=True, help_text="Where the zip is, once it is made."),
    },
)


class ExportsView(APIView):
    @extend_schema(
        operation_id="exports_create", request=ORDER,
        responses={202: OpenApiResponse(EXPORT, description="Ask Location again after Retry-After seconds."),
                   401: Problem, 404: Problem, 422: Problem, 429: Problem},
    )  # fmt: skip
    @idempotent
    def post(self, request: Request) -> Response:
        """Have PDFs made and packed, with an index in XLSX; kept for a week."""
        operator = current_operator(request)
        given = request.data if isinstance(request.data, dict) else {}
        search = given.get("search")
        ids = _ticked(operator, given.get("numbers")) if search is None else _searched(operator, search)
        language = translation.get_language() or "zh-hans"
        export = order(operator, ids, language=language, searched=search is not None, query="")
        export = own_export(operator, export.pk)
        location = request.build_absolute_uri(reverse("api-export", args=[export.pk]))
        return Response(_told(export), status=202, headers={"Location": location, "Retry-After": "2"})


class ExportView(APIView):
    @extend_schema(operation_id="exports_retrieve", responses={200: EXPORT, 401: Problem, 404: Problem})
    def get(self, request: Request, export_id: UUID) -> Response:
        """Tell how far it is."""
        return Response(_told(own_export(current_operator(request), export_id)))


class ExportFileView(APIView):
    content_negotiation_class = AnyAccept

    @extend_schema(
        operation_id="exports_file",
        responses={(200, "application/zip"): OpenApiTypes.BINARY, 401: Problem, 403: Problem, 404: Problem,
                   409: Problem, 410: Problem},
    )  # fmt: skip
    def get(self, request: Request, export_id: UUID) -> FileResponse:
        """Hand out the zip."""
        operator = current_operator(request)
        return zip_of(own_export(operator, export_id), operator)


def _ticked(operator: Operator, numbers: object) -> list[int]:
    if not isinstance(numbers, list) or not all(isinstance(number, str) for number in numbers):
        words = _('请给出 numbers（发票号码的列表）或 search（查询条件）。')
        raise Refusal("bad_order", words, status=422, fields={"numbers": words})
    return ticked(operator, numbers)


def _searched(operator: Operator, search: object) -> list[int]:
    criteria = SearchForm(search if isinstance(search, dict) else {"": ""}).criteria()
    found = found_by(operator, criteria)
    if found.too_many:
        words = _("查询结果超过 %(most)d 张，请缩小范围。") % {"most": MOST}
        if found.since:
            words += _("%(day)s 起的有 %(n)d 张。") % {"day": found.since.isoformat(), "n": found.since_count}
        raise Refusal("too_many_results", words, status=422, fields={"search": words})
    return found.ids


def _told(export: Export) -> dict:
    made = export.state == Export.State.MADE
    return {
        "id": str(export.pk), "url": reverse("api-export", args=[export.pk]), "state": export.state,
        "total": export.total, "done": export.done, "without": export.without, "created_at": export.created_at,
        "expires_at": export.created_at + KEPT, "size": export.size if made else None,
        "sha256": export.digest if made else None,
        "file": reverse("api-export-file", args=[export.pk]) if made else None,
    }  # fmt: skip
