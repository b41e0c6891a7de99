"""The home page: one field for a number, and what is new."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from invoice_portal.accounts.access import operator_required

from ..search import Criteria, search
from ..status import status_of, words_of


@require_safe
@operator_required
def home(request: HttpRequest) -> HttpResponse:
    """Show the search field and the five newest invoices."""
    page = search(request.operator, Criteria(), limit=5)
    rows = [(row, words_of(status_of(row))) for row in page.rows]
    return render(request, "lookup/home.html", {"rows": rows})
