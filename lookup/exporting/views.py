"""/exports/: order a zip, see how far it is, take it, remove it."""
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from invoice_portal.accounts.access import current_operator, operator_required
from invoice_portal.refusal import Refusal
from lookup.forms import SearchForm
from lookup.models import Export
from lookup.views.chips import chips_of, query_without

from .asking import MOST, Found, found_by, order, ticked
from .own import KEPT, own_export, own_exports
from .removing import remove_export
from .serving import zip_of

#: A week's limit is higher; who wants more looks at the newest.
SHOWN = 50


@operator_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def exports(request: HttpRequest) -> HttpResponse:
    """List the operator's own; POST: order one, of the invoices ticked or of a whole search."""
    operator = current_operator(request)
    if request.method != "POST":
        rows = own_exports(operator).defer("asked", "included")[:SHOWN]
        return render(request, "lookup/exports.html", {"exports": [_shown(row) for row in rows], "days": KEPT.days})
    query = request.POST.get("query", "")
    if "whole" not in request.POST:
        ids = ticked(operator, request.POST.getlist("slug"))
    else:
        found = _searched(operator, query)
        if found.too_many:
            return _too_many(request, query, found)
        ids = found.ids
    whole = "whole" in request.POST
    back = query_without(QueryDict(query)) if whole else ""
    export = order(operator, ids, language=get_language() or "zh-hans", searched=whole, query=back)
    return redirect("export", export.pk)


@operator_required
@never_cache
@require_safe
def export(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """Show how far it is, then where to take it. An htmx request gets that part only."""
    context = _shown(own_export(current_operator(request), export_id)) | {"days": KEPT.days}
    return render(request, "lookup/_export.html" if request.htmx else "lookup/export.html", context)


@operator_required
@never_cache
@require_safe
def export_file(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """Hand out the zip."""
    operator = current_operator(request)
    return zip_of(own_export(operator, export_id), operator)


@operator_required
@require_POST
def export_remove(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """Remove it now."""
    operator = current_operator(request)
    remove_export(own_export(operator, export_id), by=operator.person)
    messages.success(request, _("下载包已删除。"))
    return redirect("exports")


def _shown(export: Export) -> dict:
    working = export.state in (Export.State.OWED, Export.State.MAKING)
    return {"export": export, "working": working, "expires": export.created_at + KEPT}


def _searched(operator, query: str) -> Found:
    form = SearchForm(QueryDict(query))
    if not form.is_valid():
        raise Refusal("bad_search", _("查询条件有误，请回到查发票页面改正后再下载。"), status=422)
    return found_by(operator, form.criteria())


def _too_many(request: HttpRequest, query: str, found: Found) -> HttpResponse:
    given = QueryDict(query)
    form = SearchForm(given)
    narrower = ""
    if found.since:
        part = given.copy()
        part["date_from"] = found.since.isoformat()
        narrower = query_without(part)
    context = {
        "most": MOST, "found": found, "narrower": narrower, "query": query_without(given),
        "chips": chips_of(form, given) if form.is_valid() else [],
    }  # fmt: skip
    return render(request, "lookup/exports_too_many.html", context, status=422)
