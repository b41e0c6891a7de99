"""/account/operators/: the administrator keeps the taxpayer's operators. To everyone else there is no such page."""
from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from invoice_portal.paging import page_of
from invoice_portal.refusal import Refusal

from ..access import operator_required
from ..administration import is_administrator
from ..forms import NewOperatorForm, ScopesForm
from ..models import Operator
from ..opening import open_operator
from ..operators import change_scopes, end_operator
from ..scopes import scopes_of
from ..throttle import limit_of


def administrator_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the taxpayer's administrator in; other operators get the same 404 as for an address that is none."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not is_administrator(request.operator):
            raise Http404
        return view(request, *args, **kwargs)

    return never_cache(operator_required(guarded))


@administrator_required
@require_safe
def operators(request: HttpRequest) -> HttpResponse:
    """List the operators, in office and ended."""
    rows = Operator.objects.filter(taxpayer=request.operator.taxpayer_id).select_related("person")
    page = page_of(rows, ("created_at", "pk"), request.GET.get("cursor", ""))
    return render(request, "accounts/operators.html", {"rows": page.rows, "next_cursor": page.next_cursor})


@administrator_required
@require_http_methods(["GET", "HEAD", "POST"])
def operator_new(request: HttpRequest) -> HttpResponse:
    """Open an operator, who sets the password by an SMS code."""
    mine = request.operator
    form = NewOperatorForm(request.POST or None, own=scopes_of(mine))
    if request.method == "POST" and form.is_valid():
        limit_of(f"operators:{mine.taxpayer_id}", times=50, seconds=3600)
        said = form.cleaned_data
        try:
            opened = open_operator(
                taxpayer=mine.taxpayer, code=said["operator"], name=said["person_name"], phone=said["phone"],
                scopes=said["scopes"], by=mine.person,
            )  # fmt: skip
        except Refusal as refusal:
            refusal.beside(form)
        else:
            text = _("已添加操作员 %(code)s。请告诉对方：在登录页点“忘记密码”，用短信验证码设置密码后即可登录。")
            messages.success(request, text % {"code": opened.code})
            return redirect("account-operators")
    return render(request, "accounts/operator_new.html", {"form": form}, status=422 if form.errors else 200)


@administrator_required
@require_http_methods(["GET", "HEAD", "POST"])
def operator_scopes(request: HttpRequest, operator_id: UUID) -> HttpResponse:
    """Limit or extend what an operator sees and does, from their next page on."""
    other = _colleague(request, operator_id)
    form = ScopesForm(request.POST or None, initial={"scopes": scopes_of(other)}, own=scopes_of(request.operator))
    if request.method == "POST" and form.is_valid():
        try:
            change_scopes(other, scopes=form.wanted(scopes_of(other)), by=request.operator.person)
        except Refusal as refusal:
            refusal.beside(form)
        else:
            messages.success(request, _("操作员 %(code)s 的权限已更改，立即生效。") % {"code": other.code})
            return redirect("account-operators")
    return render(request, "accounts/operator.html", {"form": form, "other": other}, status=422 if form.errors else 200)


@administrator_required
@require_http_methods(["GET", "HEAD", "POST"])
def operator_end(request: HttpRequest, operator_id: UUID) -> HttpResponse:
    """Ask, then end an operator: their sessions and API tokens stop working at once."""
    other = _colleague(request, operator_id)
    if request.method != "POST":
        return render(request, "accounts/operator_end.html", {"other": other})
    end_operator(other, reason=request.POST.get("reason", ""), by=request.operator.person)
    messages.success(request, _("操作员 %(code)s 已停用。") % {"code": other.code})
    return redirect("account-operators")


def _colleague(request: HttpRequest, operator_id: UUID) -> Operator:
    """Return another operator in office of the same taxpayer; anyone else is not found, oneself neither."""
    others = Operator.objects.active().filter(taxpayer=request.operator.taxpayer_id).exclude(pk=request.operator.pk)
    found = others.select_related("person", "taxpayer").filter(pk=operator_id).first()
    if found is None:
        raise Http404
    return found
