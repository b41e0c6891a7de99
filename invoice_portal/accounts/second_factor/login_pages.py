"""Staff's login: the password, then the code; the first time, enrolment and recovery codes."""
from collections.abc import Callable

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from invoice_portal.refusal import Refusal

from ..misuse import missed, refuse_if_held, sources_of
from ..models import Misuse, Person
from ..throttle import limit
from .enrolling import enrol, picture, typed_key
from .forms import CodeForm, RecoveryForm
from .pending import begin, enter, offered_key, pending
from .proving import enrolled, prove
from .recovery import FEW, left


class PasswordFirst(LoginView):
    """Takes the password, and leads on to the code without logging in."""

    # Not to where taxpayers go: staff are nobody there.
    next_page = "admin:index"

    def post(self, request, *args, **kwargs):
        refuse_if_held(Misuse.Kind.ACCOUNTS, sources_of(request))
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form):
        missed(Misuse.Kind.ACCOUNTS, sources_of(self.request), form.data.get("username", ""))
        return super().form_invalid(form)

    def form_valid(self, form):
        begin(self.request, form.get_user(), self.get_success_url())
        return redirect("admin:login-code")


def _waiting(view: Callable[[HttpRequest, Person], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Lead whoever has not given a password here, or too long ago, back to it."""

    @never_cache
    def asked(request: HttpRequest) -> HttpResponse:
        person = pending(request)
        if person is None:
            messages.info(request, _("请先输入登录名和密码。"))
            return redirect("admin:login")
        if request.method == "POST":
            limit(request, "staff-code", times=60, seconds=900)
            refuse_if_held(Misuse.Kind.ACCOUNTS, sources_of(request))
        return view(request, person)

    return asked


@_waiting
def code(request: HttpRequest, person: Person) -> HttpResponse:
    """Ask for the code, or with ``?with=recovery`` for a recovery code."""
    if not enrolled(person):
        return redirect("admin:login-enrol")
    recovery = request.GET.get("with") == "recovery"
    form, status = (RecoveryForm if recovery else CodeForm)(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            device = prove(person, form.cleaned_data["code"])
        except Refusal as refusal:
            missed(Misuse.Kind.ACCOUNTS, sources_of(request), person.login)
            form.add_error("code", refusal.detail)
            # A form to be typed in again, unless it is of no use to do so yet.
            status = 429 if refusal.status == 429 else 200
        else:
            destination = enter(request, person, device)
            if recovery or left(person) <= FEW:
                messages.warning(request, _few_left(left(person)))
            return redirect(destination)
    context = {"form": form, "recovery": recovery, "person": person, "demo": settings.DEMO}
    return page(request, "code.html", _("两步验证"), context, status=status)


@_waiting
def enrolment(request: HttpRequest, person: Person) -> HttpResponse:
    """Show the key, and bind the authenticator once it shows the right code."""
    if enrolled(person):
        return redirect("admin:login-code")
    key, form = offered_key(request), CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            device, codes = enrol(person, key=key, code=form.cleaned_data["code"])
        except Refusal as refusal:
            form.add_error("code", refusal.detail)
        else:
            destination = enter(request, person, device)
            return page(request, "codes.html", _("恢复码"), {"codes": codes, "go_on": destination})
    shown = typed_key(key)
    context = {
        "form": form, "person": person, "picture": picture(person, key),
        "key": " ".join(shown[start : start + 4] for start in range(0, len(shown), 4)),
    }  # fmt: skip
    return page(request, "enrol.html", _("绑定验证器"), context)


def page(request: HttpRequest, template: str, title: str, context: dict, status: int = 200) -> TemplateResponse:
    """Return a page in the look of the login."""
    context = admin.site.each_context(request) | {"title": title} | context
    return TemplateResponse(request, f"admin/second_factor/{template}", context, status=status)


def _few_left(number: int) -> str:
    text = ngettext(
        "恢复码还剩 %(number)d 个，可在“两步验证”中重新生成。",
        "恢复码还剩 %(number)d 个，可在“两步验证”中重新生成。",
        number,
    )
    return text % {"number": number}
