"""Closing my account, and taking that back."""
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from invoice_portal.accounts.access import operator_required
from invoice_portal.accounts.throttle import limit
from invoice_portal.refusal import Refusal

from ..closing import GRACE, ask_to_close, take_back, waiting, why_not_close


class ClosingForm(forms.Form):
    password = forms.CharField(
        label=gettext_lazy("当前密码"), strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip


@never_cache
@sensitive_post_parameters("password")
@operator_required
def close_account(request: HttpRequest) -> HttpResponse:
    """Say what closing means, and note the wish of whoever knows the password."""
    person, form = request.operator.person, ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limit(request, f"password:{person.pk}", times=10, seconds=900)
        try:
            ask_to_close(person, password=form.cleaned_data["password"])
        except Refusal as refusal:
            refusal.beside(form)
        else:
            return redirect("privacy-close")
    context = {"form": form, "waiting": waiting(person), "refusal": why_not_close(person), "days": GRACE.days}
    return render(request, "privacy/close.html", context)


@require_POST
@operator_required
def cancel_closing(request: HttpRequest) -> HttpResponse:
    if take_back(request.operator.person):
        messages.success(request, _("注销申请已撤回，账户照常使用。"))
    return redirect("/account/")
