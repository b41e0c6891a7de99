"""The PDF's page: the file at once, or progress until there is one."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from invoice_portal.accounts.access import current_operator, operator_required
from lookup.asked_for import asked_for
from lookup.models import PdfFile

from .owing import owe_again
from .serving import STEPS, attachment, made_or_owed, progress


@operator_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invoice_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Download, or wait. ``?wait=1`` is the waiting page itself, which never downloads. POST: try again."""
    operator = current_operator(request)
    invoice = asked_for(request, slug)
    data, file = made_or_owed(invoice)
    if request.method == "POST":
        if file.state == PdfFile.State.FAILED:
            owe_again(invoice)
        return redirect("invoice-pdf", slug=invoice.slug)
    if data is not None and "wait" not in request.GET:
        return attachment(invoice, operator, data)
    told = progress(file)
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse(told)
    order = list(STEPS)
    at = order.index(told["stage"]) if told["stage"] in order else -1
    steps = [
        (name, label, number < at or file.state == PdfFile.State.MADE, number == at)
        for number, (name, label) in enumerate(STEPS.items())
    ]
    return render(request, "pdf/progress.html", {"invoice": invoice, "told": told, "steps": steps})
