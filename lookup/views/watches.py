"""/watches/: what the operator waits for, what was told, and the ways to begin and to stop."""
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from invoice_portal.accounts.access import operator_required
from invoice_portal.accounts.misuse import sources_of
from invoice_portal.paging import page_of
from invoice_portal.refusal import Refusal

from ..models import Trace
from ..trace.earlier import own_trace
from ..trace.form import TraceForm
from ..trace.gathering.asker import asker_of
from ..trace.pace import ask_paced
from ..watches.adding import add, why_not_watch
from ..watches.own import own_watch, own_watches
from ..watches.stopping import stop


@require_http_methods(["GET", "HEAD", "POST"])
@operator_required
def watches(request: HttpRequest) -> HttpResponse:
    """List the watches; a POST begins one, from the page of a trace or by a number typed here."""
    if request.method == "POST" and "trace" in request.POST:
        return _watch(request, own_trace(request.operator, _uuid(request.POST["trace"])))
    if request.method == "POST":
        return _watch_typed(request)
    return _page(request, TraceForm())


@require_POST
@operator_required
def watch_stop(request: HttpRequest, watch_id: UUID) -> HttpResponse:
    """Stop waiting; once more changes nothing."""
    watch = own_watch(request.operator, watch_id)
    if stop(watch, by=request.operator.person):
        messages.success(request, _("已停止关注 %(number)s。") % {"number": watch.slug})
    return redirect("watches")


def _watch(request: HttpRequest, trace: Trace) -> HttpResponse:
    add(request.operator, trace)
    return redirect(reverse("trace-answer", args=[trace.pk]) + "#watch")


def _watch_typed(request: HttpRequest) -> HttpResponse:
    """Trace what was typed: what is here already, or can't be, is shown instead of being watched."""
    form = TraceForm(request.POST)
    try:
        question = form.question()
        trace = ask_paced(asker_of(request.operator), question, sources_of(request))
    except Refusal as refusal:
        if not form.errors:
            form.add_error(None, refusal.detail)
        return refusal.onto(_page(request, form, status=refusal.status if refusal.status == 429 else 422))
    if why_not_watch(trace):
        return redirect("trace-answer", trace.pk)
    return _watch(request, trace)


def _page(request: HttpRequest, form: TraceForm, status: int = 200) -> HttpResponse:
    ended = request.GET.get("ended") == "1"
    page = page_of(own_watches(request.operator, ended=ended), ("created_at", "pk"), request.GET.get("cursor", ""))
    context = {"rows": page.rows, "next_cursor": page.next_cursor, "ended": ended, "form": form}
    return render(request, "lookup/watches.html", context, status=status)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
