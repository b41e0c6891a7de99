"""One application: where it stands, what was answered, handing it in and taking it back."""
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from invoice_portal.accounts.access import current_operator, operator_required
from invoice_portal.accounts.models import Operator
from invoice_portal.refusal import Refusal
from lookup.access import visible_to
from lookup.kinds import kind_words
from lookup.models import Invoice

from ..drafting import EXPLANATION_LENGTH
from ..models import Application
from ..objecting import last_day, objection_of, why_not_object
from ..own import own, own_to_change
from ..picturing.showing import with_pictures
from ..reasons import reason_words
from ..states import APPLICANT, NOBODY, OWNER, allows
from ..steps import steps_of
from ..submitting import submit, withdraw
from ..unused_drafts import kept_until
from ..wording import standing, timeline
from .steps import editable


def _answers(application: Application) -> dict:
    """What both the check page and the case show of the answers."""
    return {
        "application": application,
        "claimed": application.claimed,
        "kind_words": kind_words(application.claimed.get("kind", "")),
        "reason_words": reason_words(application),
        "files": list(with_pictures(application.evidence.order_by("uploaded_at", "id"))),
    }


@require_safe
@operator_required
def case(request: HttpRequest, application_id: UUID) -> HttpResponse:
    operator = current_operator(request)
    return render(request, "resubmission/case.html", shown(operator, own(operator, application_id)))


def shown(operator: Operator, application: Application) -> dict:
    """Return what the page of a case shows, and what of it is sent again when something changed."""
    mine = OWNER[application.state] == APPLICANT
    record = Invoice.objects.filter(visible_to(operator), pk=application.invoice_id).only("number", "code").first()
    answers = _answers(application)
    return answers | standing(application) | {
        "steps": steps_of(application) if mine and operator.may_apply else [],
        "moments": timeline(application),
        "kept_until": kept_until(application) if mine and answers["files"] else None,
        "may_withdraw": operator.may_apply and allows(application, "withdraw"),
        "record": record,
        **_objecting(operator, application),
        # A draft is its applicant's alone, and what is closed stays as it is.
        "live": bool(application.reference) and OWNER[application.state] != NOBODY,
    }  # fmt: skip


def _objecting(operator: Operator, application: Application) -> dict:
    """Return the review of this decision, or whether and until when there may be one."""
    if application.state != Application.State.REJECTED:
        return {}
    may = operator.may_apply and why_not_object(application) is None
    return {
        "review": objection_of(application),
        "may_object": may,
        "object_until": last_day(application.decided_at) if may else None,
    }


@operator_required
def check(request: HttpRequest, application_id: UUID) -> HttpResponse:
    operator = current_operator(request)
    application = editable(operator, application_id)
    answer, problems = "", {}
    if request.method == "POST":
        answer = request.POST.get("answer", "").replace("\0", "").strip()[:EXPLANATION_LENGTH]
        try:
            _check_version(application, request.POST.get("version"))
            submit(application, by=operator.person, answer=answer)
        except Refusal as refusal:
            problems = refusal.fields or {"": refusal.detail}
        else:
            messages.success(request, _("申请已提交。有进展时会通知您。"))
            return redirect("application", application.pk)
    steps = steps_of(application)
    context = _answers(application) | {
        "steps": {step.name: step for step in steps},
        "ready": not any(step.problems for step in steps),
        "answer": answer,
        "problems": problems,
        "checked": request.method == "POST",
    }
    return render(request, "resubmission/check.html", context, status=422 if problems else 200)


def _check_version(application: Application, seen: str | None) -> None:
    """Refuse to submit anything but what the applicant has checked."""
    if seen is not None and seen != str(application.version):
        raise Refusal("changed", _("打开本页后内容有过修改。请核对下面的最新内容，再提交。"), status=409)


@operator_required
def withdraw_page(request: HttpRequest, application_id: UUID) -> HttpResponse:
    operator = current_operator(request)
    application = own_to_change(operator, application_id)
    if not allows(application, "withdraw"):
        raise Refusal("cannot_withdraw", _("这件申请已不能撤销。审核中的申请，请等待结果。"), status=409)
    if request.method == "POST":
        reason = request.POST.get("reason", "").replace("\0", "").strip()[:EXPLANATION_LENGTH]
        withdraw(application, by=operator.person, reason=reason)
        messages.success(request, _("申请已撤销。"))
        return redirect("application", application.pk)
    return render(request, "resubmission/withdraw.html", {"application": application})
