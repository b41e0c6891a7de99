"""Logging in for tests that are not about logging in."""
import time

from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY

from invoice_portal.accounts.consent import VERSION
from invoice_portal.accounts.idling import SEEN
from invoice_portal.accounts.models import Authenticator, Operator, Person


def login_as(client: Client, operator: Operator) -> Client:
    """Make the client act as this operator, as after a login with password and code."""
    client.force_login(operator.person, backend="invoice_portal.accounts.login.OperatorBackend")
    session = client.session
    session["operator_id"] = str(operator.pk)
    session["privacy"] = VERSION
    session.save()
    return client


def login_staff(client: Client, staff) -> Client:
    """Make the client act as this :class:`StaffMember`, as after a login with password and code."""
    return login_at_desk(client, staff.person)


def login_at_desk(client: Client, person: Person) -> Client:
    """Make the client act as this person of the desk, who need not be a member of staff: a superuser is none."""
    client.force_login(person, backend="invoice_portal.accounts.login.StaffBackend")
    device, _made = Authenticator.objects.get_or_create(user=person, name="totp")
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session[SEEN] = int(time.time())
    session.save()
    return client
