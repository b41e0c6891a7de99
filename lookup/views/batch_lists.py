"""The lists behind a ledger's result: rows of one cause, what makes a month differ, and the table to take away."""
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from invoice_portal.accounts.access import current_operator, operator_required
from invoice_portal.refusal import Refusal

from ..access import SIDES
from ..ledger.making import owe_table
from ..ledger.own import own_run
from ..ledger.results import differing_rows, headline_of, month_of, rows_page, unlisted_records
from ..ledger.totals import compared
from ..ledger.watching import watch_all
from ..models import UNREADABLE, LedgerExport, LedgerRun
from ..status import status_of, words_of
from ..storing import load
from ..trace.catalogue import CATALOGUE
from .batch_showing import differing_lines, row_lines

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _finished(request: HttpRequest, run_id: UUID) -> LedgerRun:
    run = own_run(current_operator(request), run_id)
    if run.state != LedgerRun.State.DONE:
        raise Http404
    return run


@require_safe
@operator_required
def batch_rows(request: HttpRequest, run_id: UUID, cause: str) -> HttpResponse:
    """List the rows that ended in one class, in the order of the ledger."""
    run = _finished(request, run_id)
    if cause not in CATALOGUE and cause != UNREADABLE:
        raise Http404
    page = rows_page(run, request.GET.get("after", ""), cause=cause)
    context = {"run": run, "cause": cause, "headline": headline_of(cause), "lines": row_lines(page.rows), "page": page,
               "unreadable": cause == UNREADABLE}  # fmt: skip
    return render(request, "lookup/batch_rows.html", context)


@require_safe
@operator_required
def batch_month(request: HttpRequest, run_id: UUID, side: str, month: str) -> HttpResponse:
    """Show what makes the ledger's totals of a month differ from the portal's: rows, and records without a row."""
    run = _finished(request, run_id)
    first, entries = month_of(run, side, month)
    rows = differing_rows(run, side, first, request.GET.get("after", ""))
    unlisted = unlisted_records(run, side, first, request.GET.get("cursor", ""))
    context = {
        "run": run, "side": SIDES[side], "month": month, "entries": list(compared(entries)),
        "rows": rows, "lines": differing_lines(rows.rows), "unlisted": unlisted,
        "records": [(record, words_of(status_of(record))) for record in unlisted.rows],
    }  # fmt: skip
    return render(request, "lookup/batch_month.html", context)


@require_POST
@operator_required
def batch_watch(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Watch all that the ledger waits for."""
    run = _finished(request, run_id)
    new, already, impossible = watch_all(current_operator(request), run)
    said = _("新关注 %(new)d 张，已在关注 %(already)d 张。") % {"new": new, "already": already}
    if impossible:
        said += _("另有 %(n)d 行没有完整的号码，不能关注。") % {"n": impossible}
    messages.success(request, said)
    return redirect("batch-run", run.pk)


@operator_required
@never_cache
@require_http_methods(["GET", "HEAD"])
def batch_table(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Give the result as a table, or wait until it is made. ``?wait=1`` is the waiting page, which never downloads."""
    run = _finished(request, run_id)
    waiting, address = "wait" in request.GET, request.build_absolute_uri("/")
    export = owe_table(run, language=get_language() or "zh-hans", address=address, again=not waiting)
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"state": export.state})
    if export.state == LedgerExport.State.MADE and not waiting:
        return _file(run, export)
    if not waiting:
        return redirect(f"{request.path}?wait=1")
    return render(request, "lookup/batch_table.html", {"run": run, "export": export})


def _file(run: LedgerRun, export: LedgerExport) -> HttpResponse:
    data = load(export.name, export.digest)
    if data is None:
        LedgerExport.objects.filter(pk=export.pk).update(state=LedgerExport.State.FAILED)
        raise Refusal("table_lost", _("保存的结果表已损坏或缺失，正在重做。请稍后再试。"), status=503)
    stem = run.file_name.rpartition(".")[0] or run.file_name
    name = _("%(file)s-追踪结果.xlsx") % {"file": stem[:80]}
    headers = {
        "Content-Type": XLSX,
        "Content-Length": str(len(data)),
        "Content-Disposition": content_disposition_header(True, name),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(data, headers=headers)
