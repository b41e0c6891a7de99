"""/trace/<id>/statement/: ask for the paper, see how far it is, take it."""
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from invoice_portal.accounts.access import current_operator, operator_required
from invoice_portal.accounts.throttle import limit_of
from invoice_portal.papers.serving import pdf_response
from lookup.models import Statement, Trace
from lookup.storing import load
from lookup.trace.earlier import own_trace

from .making import owe_again, owe_statement
from .stating import statable

#: A statement takes a worker a second; one for each line of a ledger is not what it is for.
ASKED, WITHIN = 60, 3600


@operator_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: HttpRequest, trace_id: UUID) -> HttpResponse:
    """POST: owe the statement of this trace in the language of the page. GET: how far it is."""
    operator, trace = current_operator(request), _own(request, trace_id)
    if request.method == "POST":
        limit_of(f"statements:{operator.pk}", times=ASKED, seconds=WITHIN)
        owe_statement(trace, language=get_language(), by=operator.person)
        return redirect("trace-statement", trace_id=trace.pk)
    found = _newest(trace)
    template = "lookup/_statement.html" if request.htmx else "lookup/statement_page.html"
    return render(request, template, {"trace": trace, "statement": found})


@operator_required
@never_cache
@require_safe
def statement_file(request: HttpRequest, trace_id: UUID) -> HttpResponse:
    """Hand out the paper; one whose file is gone is made anew."""
    trace = _own(request, trace_id)
    found = _newest(trace)
    if found is None or found.state != Statement.State.MADE:
        return redirect("trace-statement", trace_id=trace.pk)
    data = load(found.name, found.digest)
    if data is None:
        owe_again(found)
        return redirect("trace-statement", trace_id=trace.pk)
    name = _("发票查无证明") + f"_{trace.code}{trace.number or trace.pk}_{trace.as_of:%Y-%m-%d}.pdf"
    return pdf_response(data, name)


def _own(request: HttpRequest, trace_id: UUID) -> Trace:
    """Return the trace if the operator may read it and it can be stated; else Http404, as for none."""
    trace = own_trace(current_operator(request), trace_id)
    if not statable(trace):
        raise Http404
    return trace


def _newest(trace: Trace) -> Statement | None:
    """Return the statement in the reader's language, else in the other one."""
    rows = {row.language: row for row in trace.statements.order_by("owed_at")}
    return rows.get(get_language()) or next(iter(rows.values()), None)
