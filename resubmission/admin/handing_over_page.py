"""The page on which a case is handed over: to whom, and why."""
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from invoice_portal.accounts.desk.asking import Question, ask, typed
from invoice_portal.accounts.models import Person
from invoice_portal.accounts.region_words import region_words
from invoice_portal.accounts.regions import REGIONS
from resubmission.handing_over import hand_over, hand_over_to_region, receivers, supervises
from resubmission.holding import check_held, check_in_review
from resubmission.models import Application
from resubmission.permissions import cases_for, why_not_decide

from .asking_fields import choice, reason


class HandOverForm(forms.Form):
    """``to`` is a person's key, or "r" and a region."""

    to = choice(gettext_lazy("移交给"), ())
    reason = reason(gettext_lazy("接手的人会看到。"))
    held_by = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    def __init__(self, case: Application, data=None):
        super().__init__(data, initial={"held_by": case.claimed_by_id or ""})
        people = [(str(staff.pk), str(staff)) for staff in receivers(case)]
        regions = [(f"r{code}", region_words(code)) for code in REGIONS if code != case.region]
        self.fields["to"].choices = [("", "—"), (_("同事"), people), (_("其他地区"), regions)]


def hand_over_page(request: HttpRequest, case_id) -> HttpResponse:
    """Ask to whom and why; refused at once for someone who may not hand it over."""
    case = get_object_or_404(cases_for(request.user).select_related("claimed_by", "taxpayer"), pk=case_id)
    check_may_hand_over(request.user, case)
    back = reverse("admin:resubmission_application_change", args=[case.pk])

    def do(given: dict[str, Any]) -> str:
        said = {"by": request.user, "reason": given["reason"], "held_by": _key(given["held_by"])}
        if given["to"].startswith("r"):
            hand_over_to_region(case, region=given["to"][1:], **said)
        else:
            hand_over(case, to=get_object_or_404(Person, pk=given["to"]), **said)
        return _("已移交。")

    holder = _("现由 %(name)s 办理") % {"name": case.claimed_by} if case.claimed_by else _("现在无人办理")
    question = Question(_("移交申请"), _("移交"), back, f"{case.reference} · {case.taxpayer.name} · {holder}")
    return ask(request, question, HandOverForm(case, typed(request)), do)


def check_may_hand_over(person: Person, case: Application) -> None:
    """Raise :class:`Refusal` unless the person holds the case or supervises its region."""
    if refusal := why_not_decide(person, case):
        raise refusal
    check_in_review(case)
    if not supervises(person, case):
        check_held(case, person)


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None
