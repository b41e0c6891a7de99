"""/arrivals/: all that is on its way to the taxpayer, and beside it all that came and was refused."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from invoice_portal.accounts.access import operator_required

from ..news.on_its_way import on_its_way
from ..news.refused import refused


@require_safe
@operator_required
def arrivals(request: HttpRequest) -> HttpResponse:
    """List announced numbers whose data has not come."""
    return _list(request, on_its_way(request.operator, request.GET.get("cursor", "")), "lookup/_on_its_way.html")


@require_safe
@operator_required
def arrivals_refused(request: HttpRequest) -> HttpResponse:
    """List quarantined entries that name the taxpayer."""
    return _list(request, refused(request.operator, request.GET.get("cursor", "")), "lookup/_refused.html")


def _list(request: HttpRequest, page, rows_template: str) -> HttpResponse:
    context = {"rows": page.rows, "next_cursor": page.next_cursor, "rows_template": rows_template,
               "refused": rows_template == "lookup/_refused.html"}  # fmt: skip
    return render(request, "lookup/arrivals.html", context)
