"""/trace/: the question as a form, and the answer as a page of its own that can be come back to."""
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from invoice_portal.accounts.access import operator_required
from invoice_portal.accounts.misuse import sources_of
from invoice_portal.refusal import Refusal

from ..field_words import field_word
from ..hints import hints_of
from ..statement.stating import statable
from ..trace.earlier import earlier_of, own_trace
from ..trace.form import TraceForm
from ..trace.gathering.asker import asker_of
from ..trace.pace import ask_paced
from ..trace.question import Question
from ..trace.showing import shown


@operator_required
def trace(request: HttpRequest) -> HttpResponse:
    """Take the question; a question in the address fills the form, and asks when it is sent."""
    if request.method != "POST":
        given = {name: value for name, value in request.GET.items() if name in TraceForm.base_fields}
        form = TraceForm()
        form.initial = form.with_message_read(given)
        form.hints = hints_of(form.initial, request.operator)
        return render(request, "lookup/trace_form.html", {"form": form})
    form = TraceForm(request.POST)
    try:
        question = form.question()
        found = ask_paced(asker_of(request.operator), question, sources_of(request))
    except Refusal as refusal:
        if not form.errors:
            form.add_error(None, refusal.detail)
        form.hints = hints_of(request.POST.dict(), request.operator)
        status = refusal.status if refusal.status == 429 else 422
        return refusal.onto(render(request, "lookup/trace_form.html", {"form": form}, status=status))
    address = reverse("trace-answer", args=[found.pk])
    return redirect(f"{address}?read=1" if form.read else address)


@require_safe
@operator_required
def trace_answer(request: HttpRequest, trace_id: UUID) -> HttpResponse:
    """Show one answer as it was given, with the checks and the earlier answers about the same number."""
    found = own_trace(request.operator, trace_id)
    beside = {"earlier": earlier_of(request.operator, found), "statable": statable(found)}
    context = shown(found, request.operator) | beside
    if "read" in request.GET:
        # Asked by a message: what was understood of it, to be put right.
        asked = Question.of_json(context["question"]).as_json()
        context["read"] = [(field_word(name), text) for name, text in asked.items()]
        context["correct"] = f"{reverse('trace')}?{urlencode(context['question'])}"
    return render(request, "lookup/trace_answer.html", context)
