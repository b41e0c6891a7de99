"""Between the password and the code: what a session knows of somebody who is not logged in yet."""
import time

import django_otp
from django.contrib import auth
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django_otp.models import Device

from invoice_portal.sealed.keys import seal, unseal

from ..entering import PENDING_FOR
from ..models import Person
from .enrolling import new_key

BACKEND = "invoice_portal.accounts.login.StaffBackend"
_KEY = "staff_half_way"


def begin(request: HttpRequest, person: Person, destination: str) -> None:
    """Note that the password was right, and where to go after the code; nobody is logged in by that."""
    request.session.flush()
    request.session[_KEY] = {
        "person": person.pk, "password": person.get_session_auth_hash(), "since": time.time(), "next": destination,
        # For who has no authenticator yet. The session's own: another who knows the password gets another.
        "key": seal(new_key()),
    }  # fmt: skip


def pending(request: HttpRequest) -> Person | None:
    """Return the person whose password this session gave a short while ago, if it still is their password."""
    noted = request.session.get(_KEY)
    if not noted or time.time() - noted["since"] > PENDING_FOR:
        return None
    person = Person.objects.filter(pk=noted["person"], is_active=True, is_staff=True).first()
    if person is None or not constant_time_compare(person.get_session_auth_hash(), noted["password"]):
        return None
    return person


def offered_key(request: HttpRequest) -> str:
    """Return the key that this session may enrol with."""
    return unseal(request.session[_KEY]["key"])


def enter(request: HttpRequest, person: Person, device: Device) -> str:
    """Log the person in, in a new session that ``device`` has proved; return where they wanted to go."""
    destination = request.session.pop(_KEY)["next"]
    auth.login(request, person, backend=BACKEND)
    django_otp.login(request, device)
    return destination
