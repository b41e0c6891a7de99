"""The clerk's open page asks whether something changed. It is told so, and loads it when the clerk says so."""
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resubmission.changes import seen_version, told_since, version_in
from resubmission.permissions import cases_for, sees_cases


@require_safe
def changes(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Answer 204 while nothing changed, else with who did what since the page was opened.

    ``since`` is the version of the page, ``seen`` the one that it was last told of; ``typing`` if it has a form.
    """
    if not sees_cases(request.user):
        raise PermissionDenied
    now = version_in(cases_for(request.user), case_id)
    if now is None:
        raise Http404
    since, seen = (seen_version(request.GET.get(name, "")) for name in ("since", "seen"))
    if now == seen:
        return HttpResponse(status=204)
    context = {
        "case_id": case_id, "since": since, "seen": now, "typing": request.GET.get("typing") == "1",
        "told": told_since(case_id, seen=since, now=now),
    }  # fmt: skip
    return render(request, "admin/resubmission/application/_news.html", context)
