"""My e-mail address: registered with a code that is sent there, or forgotten."""
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from invoice_portal.refusal import Refusal

from .. import email_address
from ..access import operator_required
from ..forms import EmailCodeForm, EmailForm
from ..phone import masked_email
from ..throttle import limit_of

#: Codes of one person in an hour: sent, to whatever addresses, and typed.
SENT_AN_HOUR = 10
TYPED_AN_HOUR = 30


@never_cache
@sensitive_post_parameters("password")
@operator_required
def email(request: HttpRequest) -> HttpResponse:
    """Ask for an address and the password."""
    person, form = request.operator.person, EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            limit_of(f"email:{person.pk}", times=SENT_AN_HOUR, seconds=3600)
            if "remove" in request.POST:
                email_address.remove(person, password=given["password"])
                messages.success(request, _("已不再登记电子邮箱。"))
                return redirect("account")
            email_address.ask(request.session, person, email=given["email"], password=given["password"])
            return redirect("account-email-code")
        except Refusal as refusal:
            return _refused(request, "accounts/email.html", form, refusal)
    return _page(request, "accounts/email.html", form)


@never_cache
@operator_required
def email_code(request: HttpRequest) -> HttpResponse:
    """Take the code."""
    if not email_address.pending(request.session):
        return redirect("account-email")
    form = EmailCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            # The session counts the tries at one code; many requests at once would not wait for it.
            limit_of(f"email-code:{request.operator.person_id}", times=TYPED_AN_HOUR, seconds=3600)
            email_address.confirm(request.session, request.operator.person, form.cleaned_data["code"])
        except Refusal as refusal:
            return _refused(request, "accounts/email_code.html", form, refusal)
        messages.success(request, _("电子邮箱已登记。可以在“通知方式”里选择用邮件通知。"))
        return redirect("notice-choices")
    return _page(request, "accounts/email_code.html", form)


def _refused(request: HttpRequest, template: str, form, refusal: Refusal) -> HttpResponse:
    refusal.beside(form)
    return refusal.onto(_page(request, template, form, status=422 if refusal.status == 400 else refusal.status))


def _page(request: HttpRequest, template: str, form, status: int = 200) -> HttpResponse:
    person, pending = request.operator.person, email_address.pending(request.session)
    context = {"form": form, "registered": masked_email(person.email), "pending": pending}
    return render(request, template, context, status=status)
