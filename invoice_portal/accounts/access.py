"""Who is asking: the operator of a request, and the door for pages that need one."""
from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal

from .consent import has_agreed
from .models import Operator

#: Session keys: the operator logged in, and the one whose password was right but whose code is still to come.
OPERATOR_KEY, PENDING_KEY = "operator_id", "pending_operator_id"


def current_operator(request: HttpRequest) -> Operator:
    """Return the operator that this request acts as; refuse when nobody is logged in."""
    operator = getattr(request, "operator", None)
    if operator is None:
        raise Refusal("not_authenticated", _("请先登录。"), status=401)
    return operator


def operator_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Send people who are not logged in to the login, first-timers to the SMS code, and whoever has not yet agreed to
    what is done with their data to where they can; and back here after."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        here = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
        if getattr(request, "operator", None) is not None:
            if has_agreed(request):
                return view(request, *args, **kwargs)
            page = "/privacy/agree/"
        else:
            page = "/login/code/" if request.session.get(PENDING_KEY) else "/login/"
        return redirect(page if here == "/" else f"{page}?{urlencode({'next': here})}")

    return guarded
