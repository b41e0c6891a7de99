"""/changes/: the taxpayer's records, last changed first."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from invoice_portal.accounts.access import operator_required

from ..news.changes import changes


@require_safe
@operator_required
def recent_changes(request: HttpRequest) -> HttpResponse:
    """List what is new and what changed."""
    page = changes(request.operator, cursor=request.GET.get("cursor", ""))
    return render(request, "lookup/changes.html", {"rows": page.rows, "next_cursor": page.next_cursor})
