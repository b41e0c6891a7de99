"""What the buttons of the case page do."""
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from invoice_portal.refusal import Refusal
from resubmission import holding
from resubmission.foreseeing import DECISIONS
from resubmission.models import Application
from resubmission.permissions import cases_for, sees_cases
from resubmission.second_opinion.giving import take_back

from .typed import forget, keep, reason_for, typed, version_of

_DONE = {
    "claim": gettext_lazy("已领取。"),
    "release": gettext_lazy("已放回。"),
    "take_back": gettext_lazy("已撤回初审意见，请继续办理。"),
    "approve": gettext_lazy("已审核通过并办结，记录已更新，通知即将发出。"),
    "propose": gettext_lazy("已记下您的初审意见，等待另一名审核员复审；申请人现在不会收到通知。"),
    "disagree": gettext_lazy("已记下不同意的原因，这件申请已放回待办。"),
    "return": gettext_lazy("已退回补正，通知即将发出。"),
    "reject": gettext_lazy("已审核不通过，通知即将发出。"),
}
_HOLDS = {"claim": holding.claim, "release": holding.release, "take_back": take_back}


@require_POST
def act(request: HttpRequest, case_id, action: str) -> HttpResponse:
    """Do one thing with a case and come back to it; a refusal is shown there, with what was typed."""
    if not sees_cases(request.user):
        raise PermissionDenied
    if action not in _HOLDS | DECISIONS:
        raise Http404
    case = get_object_or_404(cases_for(request.user), pk=case_id)
    said = typed(request)
    if said.reason or said.rule:
        keep(request, case, said)
    try:
        if action in _HOLDS:
            _HOLDS[action](case, by=request.user)
        else:
            reason = reason_for(action, case, said)
            after = DECISIONS[action](case, by=request.user, reason=reason, version=version_of(request))
            action = "propose" if action == "approve" and after.state == Application.State.IN_REVIEW else action
            forget(request, case)
    except Refusal as refusal:
        messages.error(request, refusal.detail)
    else:
        messages.success(request, _DONE[action])
    return redirect("admin:resubmission_application_change", case.pk)

