"""/trace/file/: give a document, see how far its reading is, put right what was read, and trace it."""
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from invoice_portal.accounts.access import current_operator, operator_required
from invoice_portal.refusal import Refusal

from ..models import ReadDocument
from ..trace.from_document import ask_about
from ..trace.gathering.asker import asker_of
from ..trace.pace import check_pace
from ..uploaded.form import DocumentForm
from ..uploaded.own import ahead_of, own_document, own_documents
from ..uploaded.showing import chosen_of, shown
from ..uploaded.taking import MAX_BYTES, take

#: The documents of the last days that a person may come back to.
RECENT = 5


@operator_required
@require_http_methods(["GET", "HEAD", "POST"])
def trace_file(request: HttpRequest) -> HttpResponse:
    """Take a document; or show where to drop one, and those given lately."""
    operator = current_operator(request)
    context = {"max_megabytes": MAX_BYTES >> 20}
    if request.method == "POST":
        try:
            return redirect("trace-document", take(operator, request.FILES.get("file")).pk)
        except Refusal as refusal:
            context["error"], status = refusal.detail, refusal.status if refusal.status == 429 else 422
    else:
        status = 200
    recent = own_documents(operator).defer("found", "traces").order_by("-uploaded_at")[:RECENT]
    return render(request, "lookup/trace_file.html", context | {"recent": recent}, status=status)


@operator_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def trace_document(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Show how far the reading is, then what was read; POST: trace it as corrected."""
    operator = current_operator(request)
    document = own_document(operator, document_id)
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"state": document.state, "ahead": ahead_of(document)})
    if document.state != ReadDocument.State.DONE:
        ahead = ahead_of(document) if document.state == ReadDocument.State.WAITING else 0
        return render(request, "lookup/trace_reading.html", {"document": document, "ahead": ahead})
    found, place = chosen_of(document, request.GET.get("invoice", ""))
    if request.method != "POST" or found is None:
        return render(request, "lookup/trace_document.html", shown(document, found, place, operator=operator))
    return _trace(request, document, found, place)


def _trace(request: HttpRequest, document: ReadDocument, found: dict, place: int) -> HttpResponse:
    operator, form = current_operator(request), DocumentForm(request.POST)
    question, status = form.question(found), 422
    if question:
        try:
            check_pace(operator, question)
            if trace := ask_about(asker_of(operator), question):
                return redirect("trace-answer", trace.pk)
            form.add_error(None, _("请填写发票号码；没有号码时，填写开票日期、价税合计和名称。"))
        except Refusal as refusal:
            form.add_error(None, refusal.detail)
            status = refusal.status
    context = shown(document, found, place, operator=operator, form=form)
    return render(request, "lookup/trace_document.html", context, status=status)
