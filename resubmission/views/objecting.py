"""Objecting to a rejection, from the page of the case."""
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from invoice_portal.accounts.access import current_operator, operator_required
from invoice_portal.refusal import Refusal

from ..drafting import EXPLANATION_LENGTH, AlreadyOpen
from ..models import Application
from ..objecting import last_day, object_to, objection_of, why_not_object
from ..own import own_to_change


@operator_required
def object_page(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Ask for the grounds and begin the review; whoever has begun one is led there."""
    operator = current_operator(request)
    application = own_to_change(operator, application_id)
    if begun := _begun(application):
        return redirect("application", begun.pk)
    if refusal := why_not_object(application):
        raise refusal
    grounds, problems = request.POST.get("grounds", ""), {}
    if request.method == "POST":
        try:
            review = object_to(application, operator=operator, grounds=grounds)
        except AlreadyOpen as refusal:
            messages.info(request, refusal.detail)
            return redirect("application", refusal.existing.pk)
        except Refusal as refusal:
            problems = refusal.fields or {"": refusal.detail}
        else:
            messages.success(request, _("复核申请的草稿已建立，原来的内容和材料已带入。请补充材料后提交。"))
            return redirect("application", review.pk)
    context = {
        "application": application, "grounds": grounds, "problems": problems, "most": EXPLANATION_LENGTH,
        "until": last_day(application.decided_at),
    }  # fmt: skip
    return render(request, "resubmission/object.html", context, status=422 if problems else 200)


def _begun(application: Application) -> Application | None:
    return objection_of(application) if application.state == Application.State.REJECTED else None
