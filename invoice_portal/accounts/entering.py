"""What a session becomes when somebody logs in, proves their phone, or switches taxpayer."""
import time

from django.contrib import auth
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from invoice_portal.history.record import record

from .access import OPERATOR_KEY, PENDING_KEY
from .language import remember_language
from .models import Operator

BACKEND = "invoice_portal.accounts.login.OperatorBackend"
#: Seconds between a right password and the code that must follow it.
PENDING_FOR = 15 * 60


def next_page(request: HttpRequest) -> str:
    """Return the address of ours to go to after the login, or ""."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else ""


def enter(request: HttpRequest, operator: Operator) -> HttpResponse:
    """Log the person in as this operator, with a new session key, and lead on."""
    destination = next_page(request) or "/"
    auth.login(request, operator.person, backend=BACKEND)
    request.session.pop(PENDING_KEY, None)
    request.session[OPERATOR_KEY] = str(operator.pk)
    return remember_language(redirect(destination), operator.person)


def wait_for_code(request: HttpRequest, operator: Operator) -> None:
    """Note that the password was right, and nothing more."""
    request.session.flush()
    request.session[PENDING_KEY] = [str(operator.pk), time.time()]
    request.session.create()


def pending_operator(request: HttpRequest) -> Operator | None:
    """Return the operator whose password was right a short while ago in this session."""
    operator_id, since = request.session.get(PENDING_KEY) or (None, 0)
    if not operator_id or time.time() - since > PENDING_FOR:
        return None
    return Operator.objects.active().filter(pk=operator_id).select_related("person", "taxpayer").first()


@transaction.atomic
def mark_verified(operator: Operator) -> None:
    """Note the first proof of the phone; later ones change nothing."""
    if Operator.objects.filter(pk=operator.pk, verified_at=None).update(verified_at=timezone.now()):
        record("operator", operator.pk, "verified", by=operator.person)


def switch(request: HttpRequest, operator_id: str) -> bool:
    """Act as another operator of the same person. Tells whether there is such a one, not ended.

    The code sent at a first login proves the person's phone, which this session has proved already.
    """
    mine = Operator.objects.active().filter(person=request.operator.person)
    chosen = mine.filter(pk=operator_id).first()
    if chosen:
        mark_verified(chosen)
        request.session.cycle_key()
        request.session[OPERATOR_KEY] = str(chosen.pk)
    return bool(chosen)
