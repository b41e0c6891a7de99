"""/invoices/: search form and results; an htmx request gets the results only."""
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect, push_url, reswap, retarget

from invoice_portal.accounts.access import operator_required
from invoice_portal.accounts.misuse import sources_of

from ..forms import SearchForm
from ..hints import hints_of
from ..search import search
from ..status import status_of, words_of
from .chips import chips_of, query_without
from .nothing_found import nothing_found


@require_http_methods(["GET", "HEAD", "POST"])
@operator_required
def invoices(request: HttpRequest) -> HttpResponse:
    """Show the search that the address describes, so that it can be bookmarked and shared.

    POST: the same, for a message pasted as the number, which is too long for an address.
    """
    given = _without_token(request.POST) if request.method == "POST" else request.GET
    form = SearchForm(given)
    form.hints = hints_of(given.dict(), request.operator)
    fragment = request.htmx and not request.htmx.history_restore_request
    if fragment and not form.is_valid():
        # Errors stand beside their fields, outside of the results: load the whole page.
        if request.method == "POST":
            return retarget(reswap(render(request, "lookup/invoices.html", {"form": form}), "innerHTML"), "body")
        return HttpResponseClientRedirect(request.get_full_path())
    context = {"form": form, "chips": chips_of(form, form.data), "first_page": query_without(form.data)}
    if form.is_valid():
        context |= _results(request, form)
    response = render(request, "lookup/_results.html" if fragment else "lookup/invoices.html", context)
    if fragment and form.read:
        # The address, and by it the form, says what was understood and not the message.
        response = push_url(response, f"{request.path}?{query_without(form.data)}")
    patch_vary_headers(response, ["HX-Request"])
    return response


def _results(request: HttpRequest, form: SearchForm) -> dict:
    criteria = form.criteria()
    cursor = form.data.get("cursor", "")
    page = search(request.operator, criteria, cursor or None)
    found = {"rows": [(row, words_of(status_of(row))) for row in page.rows], "past_first": bool(cursor)}
    found["read"] = form.read_words()
    if page.next_cursor:
        query = form.data.copy()
        query["cursor"] = page.next_cursor
        found["next_page"] = query.urlencode()
    if not page.rows:
        found |= nothing_found(request.operator, criteria, sources_of(request), past_first=bool(cursor))
    return found


def _without_token(posted: QueryDict) -> QueryDict:
    given = posted.copy()
    given.pop("csrfmiddlewaretoken", None)
    return given
