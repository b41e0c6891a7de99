"""The SMS code at an operator's first login."""
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from invoice_portal.refusal import Refusal

from ..entering import enter, mark_verified, next_page, pending_operator
from ..forms import CodeForm
from ..misuse import missed, refuse_if_held, sources_of
from ..models import Misuse, Operator, SmsCode
from ..phone import masked
from ..sms_codes import check_code, send_code, session_digest
from ..throttle import account_name

FIRST_LOGIN = SmsCode.Purpose.FIRST_LOGIN


@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Send the code when the page is first seen, send it again when asked, and let in who knows it."""
    operator = pending_operator(request)
    if operator is None:
        return redirect("/" if request.operator else "/login/")
    session = session_digest(request.session.session_key)
    form = CodeForm()
    if request.method != "POST" or "resend" in request.POST:
        return _page(request, form, operator, status=_send(request, form, operator, session))
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, form, operator)
    sources = sources_of(request)
    refuse_if_held(Misuse.Kind.ACCOUNTS, sources)
    try:
        check_code(operator_id=operator.pk, purpose=FIRST_LOGIN, session=session, code=form.cleaned_data["code"])
    except Refusal as refusal:
        if refusal.code != "code_expired":
            missed(Misuse.Kind.ACCOUNTS, sources, account_name(operator.taxpayer.tax_id, operator.code))
        form.add_error("code", refusal.detail)
        return refusal.onto(_page(request, form, operator, status=refusal.status if refusal.status == 429 else 200))
    mark_verified(operator)
    return enter(request, operator)


def _send(request: HttpRequest, form: CodeForm, operator: Operator, session: str) -> int:
    """Send a code if this session has none yet or another is asked for; return the status of the page."""
    resend = request.method == "POST"
    mine = SmsCode.objects.filter(operator=operator, purpose=FIRST_LOGIN, session_digest=session)
    if not resend and (request.method == "HEAD" or mine.exists()):
        return 200
    try:
        send_code(operator=operator, purpose=FIRST_LOGIN, session=session)
    except Refusal as refusal:
        messages.error(request, refusal.detail)
        return refusal.status if resend or refusal.status == 503 else 200
    if resend:
        messages.success(request, _("验证码已重新发送。"))
    return 200


def _page(request: HttpRequest, form: CodeForm, operator: Operator, status: int = 200) -> HttpResponse:
    context = {"form": form, "phone": masked(operator.person.phone), "next": next_page(request)}
    return render(request, "accounts/code.html", context, status=status)
