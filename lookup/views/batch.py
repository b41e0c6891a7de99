"""/batch/: give a ledger, say which column is which, see how far it is, and what became of it."""
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from invoice_portal.accounts.access import current_operator, operator_required
from invoice_portal.refusal import Refusal
from invoice_portal.support.paging import page_of

from ..detail_words import detail_words
from ..ledger.columns import letter_of
from ..ledger.form import ColumnsForm, names_of
from ..ledger.own import own_run, own_runs
from ..ledger.progress import WORKING, progress_of
from ..ledger.results import causes_of
from ..ledger.starting import start
from ..ledger.totals import compared
from ..ledger.uploading import MAX_BYTES, take_in
from ..ledger.watching import ON_THE_WAY
from ..models import UNREADABLE, LedgerRun
from ..reading.ledger import MOST_ROWS
from .batch_showing import cause_rows

State = LedgerRun.State


@operator_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest) -> HttpResponse:
    """Take a ledger; or show where to drop one, and those of the last 30 days."""
    operator = current_operator(request)
    context, status = {"max_megabytes": MAX_BYTES >> 20, "most_rows": MOST_ROWS}, 200
    if request.method == "POST":
        try:
            return redirect("batch-run", take_in(operator, request.FILES.get("file")).pk)
        except Refusal as refusal:
            context["error"], status = refusal.detail, refusal.status if refusal.status == 429 else 422
    listed = own_runs(operator).defer("header", "sample_rows", "totals")
    page = page_of(listed, request.GET.get("cursor", ""))
    return render(request, "lookup/batch.html", context | {"page": page}, status=status)


@operator_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def batch_run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Show the run as it stands. POST: its columns are confirmed, and it is traced."""
    operator = current_operator(request)
    run = own_run(operator, run_id)
    if request.method == "POST":
        form = ColumnsForm(run, request.POST)
        columns = form.chosen()
        if columns is None:
            return _columns(request, run, form, status=422)
        start(run, columns=columns, side=form.cleaned_data["side"], by=operator.person)
        return redirect("batch-run", run.pk)
    if run.state == State.MAPPING:
        return _columns(request, run, ColumnsForm(run))
    if run.state == State.DONE:
        return _result(request, run)
    context = {"run": run, "told": progress_of(run), "working": run.state in WORKING, "error": detail_words(run.error)}
    return render(request, "lookup/batch_progress.html", context)


@operator_required
@never_cache
@require_safe
def batch_progress(request: HttpRequest, run_id: UUID) -> JsonResponse:
    """Tell the waiting page how far the run is."""
    return JsonResponse(progress_of(own_run(current_operator(request), run_id)))


def _columns(request: HttpRequest, run: LedgerRun, form: ColumnsForm, status: int = 200) -> HttpResponse:
    names = names_of(run)
    samples = [[*row, *[""] * (len(names) - len(row))] for row in run.sample_rows]
    heads = [(letter_of(at), run.header[at] if at < len(run.header) else "") for at in range(len(names))]
    fields = [form[name] for name in form.fields if name != "side"]
    context = {"run": run, "form": form, "fields": fields, "heads": heads, "samples": samples}
    return render(request, "lookup/batch_columns.html", context, status=status)


def _result(request: HttpRequest, run: LedgerRun) -> HttpResponse:
    operator, causes = current_operator(request), causes_of(run)
    context = {
        "run": run, "causes": cause_rows(causes), "unread": causes.get(UNREADABLE, 0),
        "months": list(compared(run.totals)), "may_apply": operator.may_apply,
        "never_seen": causes.get("NEVER_SEEN", 0), "on_the_way": sum(causes.get(cause, 0) for cause in ON_THE_WAY),
    }  # fmt: skip
    return render(request, "lookup/batch_result.html", context)
