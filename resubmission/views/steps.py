"""The steps of a draft; each saves what was typed, complete or not."""
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from invoice_portal.accounts.access import current_operator, operator_required
from invoice_portal.accounts.models import Operator
from invoice_portal.refusal import Refusal
from lookup.hints import hints_of

from ..claim import faults_of, typed_fields
from ..drafting import AlreadyOpen, check_turn, explain, fill
from ..forms import InvoiceForm, ReasonForm
from ..models import Application
from ..own import own_to_change
from ..reading import MAX_BYTES, fill_from_file
from .start import visible_record


def editable(operator: Operator, application_id: UUID) -> Application:
    """Return the application if it is the applicant's turn and this operator may act; refuse or 404 otherwise."""
    application = own_to_change(operator, application_id)
    check_turn(application)
    return application


@operator_required
def invoice(request: HttpRequest, application_id: UUID) -> HttpResponse:
    operator = current_operator(request)
    application = editable(operator, application_id)
    form, context = InvoiceForm(initial=application.claimed), {"application": application}
    if request.method == "POST":
        try:
            if "read" in request.POST:
                return _read(request, operator, application)
            fill(application, request.POST, by=operator.person)
        except AlreadyOpen as refusal:
            messages.info(request, refusal.detail)
            return redirect("application", refusal.existing.pk)
        except Refusal as refusal:
            form = InvoiceForm(request.POST if "read" not in request.POST else application.claimed)
            form.show(refusal.fields)
            if refusal.code == "record_exists":
                context["record"] = visible_record(operator, typed_fields(request.POST))
        else:
            form = InvoiceForm(application.claimed)
            form.show(faults_of(application))
            if form.is_valid() or "later" in request.POST:
                return _onward(request, application, "application-reason")
            context["saved"] = True
    form.hints = hints_of({name: form[name].value() for name in form.hinted}, operator)
    return render(request, "resubmission/invoice.html", context | {"form": form}, status=422 if form.errors else 200)


def _read(request: HttpRequest, operator: Operator, application: Application) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        text = _("请先选择文件。")
        raise Refusal("no_file", text, fields={"file": text})
    data = file.read(MAX_BYTES + 1)
    fill_from_file(application, data=data, original_name=file.name, by=operator.person)
    messages.success(request, _("已从文件读取发票内容，并把文件存为证明材料。请核对后继续。"))
    return redirect("application-invoice", application.pk)


@operator_required
def reason(request: HttpRequest, application_id: UUID) -> HttpResponse:
    operator = current_operator(request)
    application = editable(operator, application_id)
    kept = {"reason": application.reason, "explanation": application.explanation}
    form = ReasonForm(request.POST or None, kind=application.kind, initial=kept)
    if request.method == "POST":
        form = ReasonForm(request.POST, kind=application.kind)
        chosen = form.data.get("reason", "") if form.is_valid() else ""
        if form.is_valid() or ("later" in request.POST and list(form.errors) == ["reason"]):
            text = request.POST.get("explanation", "")
            explain(application, reason=chosen, explanation=text, by=operator.person)
            return _onward(request, application, "application-evidence")
    context = {"form": form, "application": application}
    return render(request, "resubmission/reason.html", context, status=422 if form.errors else 200)


def _onward(request: HttpRequest, application: Application, following: str) -> HttpResponse:
    """Go to the next step; to the task list when leaving; back to the check page when coming from there."""
    if "later" in request.POST:
        messages.success(request, _("已保存，可以随时回来继续。"))
        return redirect("application", application.pk)
    if "check" in request.GET:
        return redirect("application-check", application.pk)
    return redirect(following, application.pk)
