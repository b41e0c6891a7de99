"""Applying for everything that a ledger found to be missing: asked once, then how far it is and what came of it."""
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from invoice_portal.accounts.access import current_operator, operator_required
from lookup.detail_words import detail_words
from lookup.ledger.own import own_run
from lookup.ledger.results import never_seen
from lookup.models import LedgerRun

from ..drafting import check_may_apply
from ..from_ledger import ask_for
from ..models import LedgerDrafts

#: So many of the refused rows are shown with why.
SHOWN = 100


@operator_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def from_ledger(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Ask before anything is begun; afterwards tell how many are new, open already, and refused."""
    operator = current_operator(request)
    run = own_run(operator, run_id)
    if run.state != LedgerRun.State.DONE:
        raise Http404
    check_may_apply(operator)
    if request.method == "POST":
        ask_for(operator, run)
        return redirect("applications-from-batch", run.pk)
    wish = LedgerDrafts.objects.filter(pk=run.pk).first()
    rows = never_seen(run).count() if wish is None else 0
    refused = [(row, detail_words(why)) for row, why in wish.refused[:SHOWN]] if wish else []
    context = {"run": run, "wish": wish, "rows": rows, "refused": refused}
    return render(request, "resubmission/from_ledger.html", context)
