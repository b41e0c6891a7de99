"""The PDF for programs: 200 with the file, or 202 with where to ask again."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.response import Response
from rest_framework.views import APIView

from invoice_portal.accounts.access import current_operator
from invoice_portal.refusal import Refusal
from lookup.asked_for import asked_for
from lookup.models import PdfFile

from .serving import attachment, made_or_owed, progress

PROGRESS = inline_serializer(
    "PdfProgress",
    {
        "state": serializers.ChoiceField(["OWED", "MAKING", "MADE"]),
        "stage": serializers.CharField(help_text="waiting, reading, laying out, storing, made"),
        "ahead": serializers.IntegerField(help_text="How many are waiting before this one."),
    },
)


class AnyAccept(BaseContentNegotiation):
    """A client that accepts only PDF still understands a 202 or an error in JSON."""

    def select_parser(self, request, parsers):
        return parsers[0]

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class InvoicePdfView(APIView):
    content_negotiation_class = AnyAccept

    @extend_schema(
        operation_id="invoices_pdf",
        responses={
            (200, "application/pdf"): OpenApiTypes.BINARY,
            202: OpenApiResponse(PROGRESS, description="Being made: ask Location again after Retry-After seconds."),
        },
    )
    def get(self, request, slug: str) -> HttpResponse:
        operator = current_operator(request)
        invoice = asked_for(request, slug)
        data, file = made_or_owed(invoice)
        if data is not None:
            return attachment(invoice, operator, data)
        if file.state == PdfFile.State.FAILED:
            raise Refusal("pdf_failed", _("多次尝试后仍未能生成该发票的 PDF，已记录原因，请稍后再试。"), status=503)
        headers = {"Location": request.build_absolute_uri(request.path), "Retry-After": "2"}
        return Response(progress(file), status=202, headers=headers)
