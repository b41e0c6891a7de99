"""The service promise at the desk: what was promised since when, and promising otherwise."""
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from invoice_portal.accounts.desk.asking import Question, ask, typed
from resubmission.models import ServicePromise
from resubmission.promise.setting import MOST_DAYS, promise, why_not_set

from .asking_fields import number, reason


class PromiseForm(forms.Form):
    days = number(gettext_lazy("工作日"), least=1, most=MOST_DAYS)
    reason = reason()


def promise_page(request: HttpRequest) -> HttpResponse:
    """Ask for another promise, below what was promised so far."""
    if why_not_set(request.user):
        raise PermissionDenied

    def do(given: dict[str, Any]) -> str:
        made = promise(given["days"], by=request.user, reason=given["reason"])
        return _("自现在起承诺 %(days)s 个工作日。") % {"days": made.days}

    held = ServicePromise.objects.order_by("-since", "-id")[:50]
    question = Question(
        _("承诺时限"), _("更改"), reverse("admin:service-promise"),
        _("受理之日不计，按中国法定节假日和调休计算工作日；待补正期间暂停。更改只对此后提交的申请有效。"),
    )  # fmt: skip
    context = {"held": held, "first": settings.PROMISE_DAYS}
    return ask(request, question, PromiseForm(typed(request)), do, template="promise.html", context=context)
