"""Evidence: uploading, removing, and getting it back."""
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from invoice_portal.accounts.access import current_operator, operator_required
from invoice_portal.refusal import Refusal

from ..asked_evidence import asked_evidence
from ..continuing.taking import unfinished
from ..evidence import MAX_BYTES, MAX_FILES, add, remove
from ..evidence_response import as_attachment
from ..models import Application, Evidence
from ..own import own
from ..picturing.showing import picture_response, with_pictures
from ..unused_drafts import kept_until
from .steps import editable


@operator_required
def evidence(request: HttpRequest, application_id: UUID) -> HttpResponse:
    operator = current_operator(request)
    application = editable(operator, application_id)
    errors = _keep(request, application, operator.person) if request.method == "POST" else []
    if request.method == "POST" and not errors:
        return redirect(request.get_full_path())
    files = list(with_pictures(application.evidence.order_by("uploaded_at", "id")))
    context = {
        "application": application, "errors": errors, "files": files, "unfinished": list(unfinished(application)),
        "kept_until": kept_until(application) if files else None,
        "asked": asked_evidence(application), "max_files": MAX_FILES,
        "max_megabytes": MAX_BYTES // 1024 // 1024, "checking": "check" in request.GET,
    }  # fmt: skip
    return render(request, "resubmission/evidence.html", context, status=422 if errors else 200)


def _keep(request: HttpRequest, application: Application, person) -> list[str]:
    """Keep each file by itself, so that one refused does not lose the others; return what was refused and why."""
    files = request.FILES.getlist("files")
    if not files:
        return [_("请先选择文件。")]
    errors = []
    for file in files:
        try:
            _kept, new = add(application, data=file.read(MAX_BYTES + 1), original_name=file.name, by=person)
        except Refusal as refusal:
            errors.append(_("：").join((file.name, str(refusal.detail))))
            continue
        said = _("%(name)s 已上传。") if new else _("%(name)s 与已上传的文件内容相同，只保留一份。")
        messages.success(request, said % {"name": file.name})
    return errors


def _find(application: Application, evidence_id: UUID) -> Evidence:
    found = application.evidence.filter(pk=evidence_id).first()
    if found is None:
        raise Http404
    return found


@require_POST
@operator_required
def remove_evidence(request: HttpRequest, application_id: UUID, evidence_id: UUID) -> HttpResponse:
    operator = current_operator(request)
    application = editable(operator, application_id)
    found = _find(application, evidence_id)
    remove(found, by=operator.person)
    messages.success(request, _("%(name)s 已移除。") % {"name": found.original_name})
    return redirect("application-evidence", application.pk)


@require_safe
@operator_required
def evidence_file(request: HttpRequest, application_id: UUID, evidence_id: UUID) -> HttpResponse:
    application = own(current_operator(request), application_id)
    return as_attachment(_find(application, evidence_id))


@require_safe
@operator_required
def evidence_page(request: HttpRequest, application_id: UUID, evidence_id: UUID, page: int) -> HttpResponse:
    """Answer with one page as a picture; ``?small`` for a list."""
    found = _find(own(current_operator(request), application_id), evidence_id)
    return picture_response(found, page, small="small" in request.GET)
