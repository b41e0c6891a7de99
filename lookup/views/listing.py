"""/invoices/: search form and results; an htmx request gets the results only."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from invoice_portal.accounts.access import operator_required

from ..forms import SearchForm
from ..hints import hints_of
from ..search import search
from ..status import status_of, words_of
from .chips import chips_of, query_without
from .nothing_found import nothing_found


@require_safe
@operator_required
def invoices(request: HttpRequest) -> HttpResponse:
    """Show the search that the address describes, so that it can be bookmarked and shared."""
    form = SearchForm(request.GET)
    form.hints = hints_of(request.GET.dict(), request.operator)
    fragment = request.htmx and not request.htmx.history_restore_request
    if fragment and not form.is_valid():
        # Errors stand beside their fields, outside of the results: load the whole page.
        return HttpResponseClientRedirect(request.get_full_path())
    context = {"form": form, "chips": chips_of(form, request.GET), "first_page": query_without(request.GET)}
    if form.is_valid():
        context |= _results(request, form)
    response = render(request, "lookup/_results.html" if fragment else "lookup/invoices.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _results(request: HttpRequest, form: SearchForm) -> dict:
    criteria = form.criteria()
    cursor = request.GET.get("cursor", "")
    page = search(request.operator, criteria, cursor or None)
    found = {"rows": [(row, words_of(status_of(row))) for row in page.rows], "past_first": bool(cursor)}
    if page.next_cursor:
        query = request.GET.copy()
        query["cursor"] = page.next_cursor
        found["next_page"] = query.urlencode()
    if not page.rows:
        found |= nothing_found(request.operator, criteria, past_first=bool(cursor))
    return found
