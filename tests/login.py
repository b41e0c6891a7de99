"""Logging in for tests that are not about logging in."""
from django.test import Client

from invoice_portal.accounts.models import Operator


def login_as(client: Client, operator: Operator) -> Client:
    """Make the client act as this operator, as after a login with password and code."""
    client.force_login(operator.person, backend="invoice_portal.accounts.login.OperatorBackend")
    session = client.session
    session["operator_id"] = str(operator.pk)
    session.save()
    return client


def login_staff(client: Client, staff) -> Client:
    """Make the client act as this :class:`StaffMember`."""
    client.force_login(staff.person, backend="invoice_portal.accounts.login.StaffBackend")
    return client
