"""A new password by SMS, also for operators who never had one.

Nothing here tells whether an account exists: the code is sent by a worker, and the pages go by the session alone.
"""
import time
import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from kombu.exceptions import OperationalError

from invoice_portal.refusal import Refusal

from ..forms import ResetForm, WhoForm
from ..login import operator_named
from ..misuse import missed, refuse_if_held, sources_of
from ..models import Misuse, SmsCode
from ..passwords import reset_password
from ..sms_codes import LIFETIME, RESEND_AFTER, TRIES, check_code, session_digest, too_soon_text
from ..tasks import send_reset_code
from ..throttle import account_name, forget_failures, limit

#: Session key: {"tax_id", "operator", "sent", "tries"}.
RESET_KEY = "reset"


@never_cache
def reset(request: HttpRequest) -> HttpResponse:
    """Ask whose password; then send a code there, if there is such an account."""
    form = WhoForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/reset.html", {"form": form})
    limit(request, "reset", times=20, seconds=900)
    # Whether there is such an account is not known here, so each counts.
    refuse_if_held(Misuse.Kind.ACCOUNTS, sources_of(request))
    whose = account_name(form.cleaned_data["tax_id"], form.cleaned_data["operator"])
    missed(Misuse.Kind.ACCOUNTS, sources_of(request), whose)
    request.session.cycle_key() if request.session.session_key else request.session.create()
    _send(request, form.cleaned_data["tax_id"], form.cleaned_data["operator"], tries=0)
    return redirect("/login/reset/code/")


@never_cache
@sensitive_post_parameters("new", "again", "code")
def reset_code(request: HttpRequest) -> HttpResponse:
    """Take the code and the new password."""
    asked = request.session.get(RESET_KEY)
    if not asked:
        return redirect("/login/reset/")
    if "resend" in request.POST:
        return _resend(request, asked)
    form = ResetForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    limit(request, "reset-code", times=30, seconds=900)
    sources = sources_of(request)
    refuse_if_held(Misuse.Kind.ACCOUNTS, sources)
    try:
        _use(request, asked, form.cleaned_data)
    except Refusal as refusal:
        if refusal.code != "code_expired":
            missed(Misuse.Kind.ACCOUNTS, sources, account_name(asked["tax_id"], asked["operator"]))
        form.add_error("code", refusal.detail)
        return _page(request, form)
    del request.session[RESET_KEY]
    request.session.cycle_key()
    messages.success(request, _("新密码已设置，请登录。"))
    return redirect("/login/")


def _use(request: HttpRequest, asked: dict, typed: dict) -> None:
    """Set the password, or refuse by what the session knows, whether or not there is an account behind it."""
    if asked["tries"] >= TRIES:
        raise Refusal("code_tries", _("输错次数过多，请 1 小时后再试。"), status=429, wait=3600)
    if time.time() - asked["sent"] > LIFETIME.total_seconds():
        raise Refusal("code_expired", _("验证码已过期，请重新获取。"))
    request.session[RESET_KEY] = asked | {"tries": asked["tries"] + 1}
    operator = operator_named(asked["tax_id"], asked["operator"])
    session = session_digest(request.session.session_key)
    try:
        # Nobody's id costs the same queries as somebody's.
        operator_id = operator.pk if operator else uuid.uuid4()
        check_code(operator_id=operator_id, purpose=SmsCode.Purpose.RESET, session=session, code=typed["code"])
    except Refusal as refusal:
        raise Refusal("code_wrong", _("验证码不正确，请核对后重新输入。")) from refusal
    reset_password(operator, new=typed["new"])
    forget_failures(operator.taxpayer.tax_id, asked["operator"], operator.code)


def _resend(request: HttpRequest, asked: dict) -> HttpResponse:
    limit(request, "reset", times=20, seconds=900)
    wait = int(asked["sent"] + RESEND_AFTER.total_seconds() - time.time()) + 1
    if wait > 0:
        messages.error(request, too_soon_text(wait))
        return _page(request, ResetForm(), status=429)
    _send(request, asked["tax_id"], asked["operator"], tries=asked["tries"])
    messages.success(request, _("如果信息相符，验证码已重新发送。"))
    return redirect("/login/reset/code/")


def _send(request: HttpRequest, tax_id: str, operator: str, *, tries: int) -> None:
    try:
        send_reset_code.delay(tax_id, operator, session_digest(request.session.session_key))
    except OperationalError as down:
        raise Refusal("gateway_down", _("短信暂时发不出去，请稍后再试。"), status=503) from down
    request.session[RESET_KEY] = {"tax_id": tax_id, "operator": operator, "sent": time.time(), "tries": tries}


def _page(request: HttpRequest, form: ResetForm, status: int = 200) -> HttpResponse:
    return render(request, "accounts/reset_code.html", {"form": form}, status=status)
