"""My account: who I am, for whom I act, my password."""
import uuid

from django.contrib import auth, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from invoice_portal.refusal import Refusal

from ..access import operator_required
from ..administration import is_administrator
from ..entering import next_page, switch
from ..forms import PasswordForm
from ..models import Operator
from ..passwords import change_password
from ..phone import masked, masked_email
from ..throttle import limit


@never_cache
@operator_required
def account(request: HttpRequest) -> HttpResponse:
    """Show the operator, their rights, and the taxpayers that this person acts for."""
    person = request.operator.person
    mine = Operator.objects.active().filter(person=person).select_related("taxpayer").order_by("created_at", "code")
    context = {"operator": request.operator, "operators": mine, "phone": masked(person.phone),
               "email": masked_email(person.email), "administers": is_administrator(request.operator)}  # fmt: skip
    return render(request, "accounts/account.html", context)


@never_cache
@sensitive_post_parameters("current", "new", "again")
@operator_required
def password(request: HttpRequest) -> HttpResponse:
    """Change the password; this session goes on, the others end."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limit(request, f"password:{request.operator.person_id}", times=10, seconds=900)
        try:
            person = request.operator.person
            change_password(person, current=form.cleaned_data["current"], new=form.cleaned_data["new"])
        except Refusal as refusal:
            refusal.beside(form)
        else:
            auth.update_session_auth_hash(request, person)
            messages.success(request, _("密码已更改，其他设备上的登录已失效。"))
            return redirect("/account/")
    return render(request, "accounts/password.html", {"form": form})


@require_POST
@operator_required
def switch_taxpayer(request: HttpRequest) -> HttpResponse:
    """Act for another taxpayer of the same person."""
    try:
        chosen = str(uuid.UUID(request.POST.get("operator", "")))
    except ValueError as error:
        raise Http404 from error
    if not switch(request, chosen):
        raise Http404
    return redirect(next_page(request) or "/")
