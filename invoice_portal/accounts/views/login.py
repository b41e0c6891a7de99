"""The login page, and the way out."""
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from invoice_portal.refusal import Refusal

from ..demo import demo_accounts
from ..entering import enter, next_page, wait_for_code
from ..forms import LoginForm
from ..misuse import missed, refuse_if_held, sources_of
from ..models import Misuse
from ..throttle import account_name, forget_failures, minutes_left, too_many_text


@never_cache
@sensitive_post_parameters("password")
def login(request: HttpRequest) -> HttpResponse:
    """Ask for tax ID, operator code and password."""
    if request.operator:
        return redirect(next_page(request) or "/")
    form = LoginForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    sources = sources_of(request)
    try:
        refuse_if_held(Misuse.Kind.ACCOUNTS, sources)
    except Refusal as refusal:
        return _held(request, form, refusal)
    tax_id, code = form.cleaned_data["tax_id"], form.cleaned_data["operator"]
    username = account_name(tax_id, code)
    person = auth.authenticate(
        request, username=username, password=form.cleaned_data["password"], tax_id=tax_id, operator_code=code
    )
    if getattr(request, "axes_locked_out", False):
        return _locked(request, form, username)
    if person is None:
        missed(Misuse.Kind.ACCOUNTS, sources, username)
        form.add_error(None, _("识别号、操作员代码或密码不正确。单位有多名操作员时，必须填写操作员代码。"))
        return _page(request, form)
    operator = person.acting_as
    forget_failures(tax_id, code, operator.code)
    if operator.verified_at:
        return enter(request, operator)
    destination = next_page(request)
    wait_for_code(request, operator)
    return redirect("/login/code/" + (f"?{urlencode({'next': destination})}" if destination else ""))


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the session."""
    auth.logout(request)
    return redirect("/login/")


def _page(request: HttpRequest, form: LoginForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "next": next_page(request), "demo_accounts": demo_accounts()}
    return render(request, "accounts/login.html", context, status=status)


def _locked(request: HttpRequest, form: LoginForm, username: str) -> HttpResponse:
    minutes = minutes_left(request, username)
    return _held(request, form, Refusal("too_many_failures", too_many_text(minutes), status=429, wait=minutes * 60))


def _held(request: HttpRequest, form: LoginForm, refusal: Refusal) -> HttpResponse:
    form.add_error(None, refusal.detail)
    return refusal.onto(_page(request, form, status=refusal.status))
