"""The total above which two must agree, at the desk: what held since when, and changing it."""
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminDecimalFieldWidget

from invoice_portal.accounts.desk.asking import Question, ask, typed
from resubmission.models import SecondOpinionLimit
from resubmission.second_opinion.limit import set_limit, why_not_set

from .asking_fields import reason


class LimitForm(forms.Form):
    total = forms.DecimalField(
        label=gettext_lazy("价税合计超过（元）"), min_value=0, max_digits=18, decimal_places=2,
        widget=UnfoldAdminDecimalFieldWidget({"autocomplete": "off"}),
    )  # fmt: skip
    reason = reason()


def second_opinion_page(request: HttpRequest) -> HttpResponse:
    """Ask for another limit, below those that held so far."""
    if why_not_set(request.user):
        raise PermissionDenied

    def do(given: dict[str, Any]) -> str:
        made = set_limit(given["total"], by=request.user, reason=given["reason"])
        return _("自现在起，价税合计超过 %(total)s 元的申请须双人审核。") % {"total": f"{made.total:.2f}"}

    question = Question(
        _("双人审核"), _("更改"), reverse("admin:second-opinion-limit"),
        _("价税合计超过此数，或证明材料与来源数据不一致的申请，须由两名审核员先后同意。更改对未办结的申请立即有效。"),
    )  # fmt: skip
    held = SecondOpinionLimit.objects.order_by("-since", "-id")[:50]
    context = {"held": held, "first": settings.SECOND_OPINION_ABOVE}
    return ask(request, question, LimitForm(typed(request)), do, template="second_opinion.html", context=context)
