"""GET invoices/ and GET invoices/<slug>/: the page's criteria, search and access rules."""
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from ..access import SIDES
from ..asked_for import asked_for, count_miss
from ..forms import CATEGORIES, SearchForm
from ..models import Download
from ..search import search
from ..status import Status
from .serializers import InvoiceDetail, InvoicePage, InvoiceRow, Problem

_CRITERIA = [
    OpenApiParameter("number", str, description="20 digits, code and number, or 8 digits; spaces are ignored"),
    OpenApiParameter("date_from", OpenApiTypes.DATE),
    OpenApiParameter("date_to", OpenApiTypes.DATE),
    OpenApiParameter("buyer", str, description="Part of the name, or the tax ID"),
    OpenApiParameter("seller", str, description="Part of the name, or the tax ID"),
    OpenApiParameter("title", str, description="Part of the buyer's name as printed"),
    OpenApiParameter("side", str, enum=list(SIDES)),
    OpenApiParameter("category", str, enum=list(CATEGORIES)),
    OpenApiParameter("status", str, enum=Status.values),
    OpenApiParameter("cursor", str, description="`next` of the page before"),
]


class InvoiceListView(APIView):
    @extend_schema(
        operation_id="invoices_list", parameters=_CRITERIA,
        responses={200: InvoicePage, 400: Problem, 401: Problem, 429: Problem},
    )
    def get(self, request: Request) -> Response:
        """Find invoices, newest first, twenty at a time."""
        criteria = SearchForm(request.query_params).criteria()
        page = search(request.operator, criteria, request.query_params.get("cursor") or None)
        if criteria.number and not page.rows and not request.query_params.get("cursor"):
            count_miss(request, criteria.number)
        rows = InvoiceRow(page.rows, many=True, context={"operator": request.operator})
        return Response({"results": rows.data, "next": page.next_cursor})


class InvoiceView(APIView):
    @extend_schema(
        operation_id="invoices_retrieve",
        responses={200: InvoiceDetail, 401: Problem, 404: Problem, 429: Problem},
    )
    def get(self, request: Request, slug: str) -> Response:
        """Show one invoice by ``number`` or ``code-number``; 404 for any that is not yours to see."""
        invoice = asked_for(request, slug)
        taken = Download.objects.filter(invoice=invoice, taxpayer=request.operator.taxpayer_id)
        invoice.downloaded = taken.exists()
        return Response(InvoiceDetail(invoice, context={"operator": request.operator}).data)
