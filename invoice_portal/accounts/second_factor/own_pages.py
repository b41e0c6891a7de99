"""What staff do with their own second factor: see how it stands, renew the recovery codes, change the authenticator."""
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ..desk.asking import Question, ask, show, typed
from ..models import Authenticator
from ..throttle import limit
from .enrolling import replace
from .forms import EitherForm
from .login_pages import page
from .pending import begin
from .recovery import FEW, HOW_MANY, left, renew_codes


def own(request: HttpRequest) -> HttpResponse:
    """Show since when the authenticator is bound, and how many recovery codes are left."""
    device = Authenticator.objects.filter(user=request.user.pk, confirmed=True).first()
    number = left(request.user)
    context = {"device": device, "left": number, "of": HOW_MANY, "few": number <= FEW}
    return show(request, "second_factor.html", _("两步验证"), context)


def renew(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes against a code, and show them once."""

    def do(given: dict[str, Any]) -> HttpResponse:
        codes = renew_codes(request.user, code=given["code"])
        return page(request, "codes.html", _("恢复码"), {"codes": codes, "go_on": reverse("admin:second-factor")})

    about = _("原有的恢复码立即作废。")
    return _against_code(request, Question(_("重新生成恢复码"), _("生成"), _back(), about=about), do)


def change(request: HttpRequest) -> HttpResponse:
    """Take the authenticator off against a code, and lead to the enrolment of the next."""

    def do(given: dict[str, Any]) -> HttpResponse:
        person = request.user
        replace(person, code=given["code"])
        begin(request, person, reverse("admin:second-factor"))
        return redirect("admin:login-enrol")

    about = _("原验证器和恢复码立即作废，随后绑定新的验证器。")
    return _against_code(request, Question(_("更换验证器"), _("更换"), _back(), about=about, harmful=True), do)


def _against_code(request: HttpRequest, question: Question, do) -> HttpResponse:
    if request.method == "POST":
        limit(request, f"own-code:{request.user.pk}", times=20, seconds=900)
    return ask(request, question, EitherForm(typed(request)), do)


def _back() -> str:
    return reverse("admin:second-factor")
