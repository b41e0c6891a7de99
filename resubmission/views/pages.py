"""The list of applications, one application with its timeline, and its files."""
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from invoice_portal.accounts.access import current_operator, operator_required
from invoice_portal.history.record import history_of
from invoice_portal.refusal import Refusal
from invoice_portal.support.paging import page_of

from .. import submitting
from ..evidence import MAX_FILES, add, read, remove
from ..file_format import CONTENT_TYPES
from ..own import own, own_list, own_to_change
from ..reasons import reason_words
from ..states import APPLICANT, OWNER, allows
from ..wording import state_words, timeline


@require_safe
@operator_required
def index(request: HttpRequest) -> HttpResponse:
    page = page_of(own_list(current_operator(request)), request.GET.get("cursor", ""))
    rows = [{"application": row, "state": state_words(row)} for row in page.rows]
    return render(request, "resubmission/index.html", {"rows": rows, "next_cursor": page.next_cursor})


@require_safe
@operator_required
def detail(request: HttpRequest, pk) -> HttpResponse:
    """One application: where it stands, who acts next, every step so far."""
    application = own(current_operator(request), pk)
    mine = OWNER[application.state] == APPLICANT
    context = {
        "application": application, "state": state_words(application), "reason": reason_words(application),
        "timeline": timeline(history_of("application", application.pk)), "evidence": application.evidence.all(),
        "steps": _steps(application) if mine else [], "may_withdraw": allows(application, "withdraw"),
    }  # fmt: skip
    return render(request, "resubmission/detail.html", context)


def _steps(application) -> list[dict]:
    missing = submitting.missing_steps(application)
    groups = (
        (_("发票信息"), "application-invoice", set(missing) - {"reason", "evidence"}, bool(application.number)),
        (_("申请原因"), "application-reason", set(missing) & {"reason"}, bool(application.reason)),
        (_("证明材料"), "application-evidence", set(missing) & {"evidence"}, False),
    )
    return [
        {"label": label, "address": address, "done": not lacking, "begun": begun}
        for label, address, lacking, begun in groups
    ]


@operator_required
@require_http_methods(["GET", "POST"])
def evidence(request: HttpRequest, pk) -> HttpResponse:
    """Add files; each is kept or refused by itself, with the reason."""
    application = own_to_change(current_operator(request), pk)
    if OWNER[application.state] != APPLICANT:
        raise Refusal("not_editable", _("申请已提交，现在不能修改。"), status=409)
    errors = []
    if request.method == "POST":
        files = request.FILES.getlist("files")
        errors = [error for upload in files if (error := _keep(request, application, upload))]
        if not files:
            errors = [_("请先选择文件。")]
        if not errors:
            return redirect("application-evidence", application.pk)
    context = {"application": application, "evidence": application.evidence.all(), "errors": errors, "most": MAX_FILES}
    return render(request, "resubmission/evidence.html", context, status=422 if errors else 200)


def _keep(request: HttpRequest, application, upload) -> str:
    try:
        _kept, fresh = add(application, data=upload.read(), original_name=upload.name, by=request.user)
    except Refusal as refusal:
        return f"{upload.name}：{refusal.detail}"
    if not fresh:
        messages.info(request, _("“%(name)s”已经上传过，只保留一份。") % {"name": upload.name})
    return ""


@operator_required
@require_http_methods(["GET", "POST"])
def evidence_file(request: HttpRequest, pk, evidence_pk) -> HttpResponse:
    """GET: the file, as an attachment. POST: take it out again."""
    find = own_to_change if request.method == "POST" else own
    application = find(current_operator(request), pk)
    try:
        found = application.evidence.filter(pk=evidence_pk).first()
    except ValidationError:
        found = None
    if found is None:
        raise Http404
    if request.method == "POST":
        if OWNER[application.state] != APPLICANT:
            raise Refusal("not_editable", _("申请已提交，现在不能修改。"), status=409)
        remove(found, by=request.user)
        return redirect("application-evidence", application.pk)
    response = HttpResponse(read(found), content_type=CONTENT_TYPES[found.format])
    response["Content-Disposition"] = f'attachment; filename="{found.pk}.{found.format}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_POST
@operator_required
def withdraw(request: HttpRequest, pk) -> HttpResponse:
    application = own_to_change(current_operator(request), pk)
    submitting.withdraw(application, by=request.user)
    messages.success(request, _("申请已撤销。"))
    return redirect("application", application.pk)
