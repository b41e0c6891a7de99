"""What one clerk holds, for a supervisor who gives some of it to others: each case by itself, with the reason."""
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from invoice_portal.accounts.desk.asking import Question, ask, typed
from invoice_portal.accounts.models import Person
from invoice_portal.refusal import Refusal
from resubmission.handing_over import clerks_within, hand_over
from resubmission.permissions import Role, cases_for, staff_of
from resubmission.promise.wording import standing_of
from resubmission.queues import mine

from .asking_fields import choice, reason

_MOST = 100


class ReassignForm(forms.Form):
    cases = forms.MultipleChoiceField(
        label=gettext_lazy("申请"), widget=UnfoldAdminCheckboxSelectMultipleWidget(),
        error_messages={"required": gettext_lazy("请至少选择一件申请。")},
    )  # fmt: skip
    to = choice(gettext_lazy("移交给"), ())
    reason = reason(gettext_lazy("接手的人会看到。"))


def load_page(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask which cases of this clerk go to whom; one that cannot go stays and is told of."""
    staff = staff_of(request.user)
    if staff is None or staff.role != Role.SUPERVISOR:
        raise PermissionDenied
    # Who decides nothing in these regions looks as someone who does not exist.
    clerk = get_object_or_404(clerks_within(staff.regions), pk=person_id).person
    cases = mine(cases_for(request.user), clerk).order_by("due_on", "id")
    held = {str(case.pk): case for case in cases[:_MOST]}
    form = ReassignForm(typed(request))
    told = {key: f"{case.reference} · {standing_of(case).words}" for key, case in held.items()}
    form.fields["cases"].choices = list(told.items())
    form.fields["to"].choices = [("", "—"), *_colleagues(clerk, staff.regions)]

    def do(given: dict[str, Any]) -> str:
        to = get_object_or_404(Person, pk=given["to"])
        done, left = 0, []
        for key in given["cases"]:
            try:
                hand_over(held[key], by=request.user, to=to, reason=given["reason"], held_by=clerk.pk)
                done += 1
            except Refusal as refusal:
                left.append(f"{held[key].reference} {refusal.detail}")
        if not done:
            raise Refusal("none_handed_over", " ".join(left))
        return " ".join([_("已移交的申请：%(n)s。") % {"n": done}, *left])

    question = Question(_("移交申请"), _("移交"), reverse("admin:index"), _("现由 %(name)s 办理") % {"name": clerk})
    return ask(request, question, form, do)


def _colleagues(clerk: Person, regions: list[str]) -> list[tuple[str, str]]:
    found = clerks_within(regions).filter(person__is_active=True).exclude(pk=clerk.pk).order_by("person__name", "pk")
    return [(str(staff.pk), str(staff)) for staff in found]
