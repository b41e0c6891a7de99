"""The key of a member of staff's authenticator is nowhere in the clear, and goes on working through an upgrade."""
from base64 import b32decode

import pytest
from django.core.management import call_command
from django.db import connection

from invoice_portal.accounts.models import Authenticator
from invoice_portal.accounts.second_factor.enrolling import new_key, typed_key
from tests.factories import StaffFactory

from .test_second_factor import CODE, ENROL, code_of, give_password, is_in, shown_key

TABLES = ("otp_totp_totpdevice", "accounts_authenticator", "history_event")
BEFORE, NOW = "0012_misuse", "0013_authenticator"
OLD_KEY, NEW_KEY = "an-old-secret-of-the-bureau", "a-new-secret-of-the-bureau"


def kept() -> str:
    """Return everything that the tables hold, as it lies there."""
    rows = []
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t")
            rows += [row for (row,) in cursor.fetchall()]
    return "\n".join(rows)


def lets_in(staff, secret: str, later: int = 0) -> bool:
    client = give_password(staff)
    client.post(CODE, {"code": code_of(secret, later)})
    return is_in(client)


@pytest.mark.django_db
def test_key_is_readable_neither_while_it_is_bound_nor_after():
    staff = StaffFactory()
    client = give_password(staff)
    secret = shown_key(client)
    clear = (secret, b32decode(secret).hex())
    # Session data are signed, not sealed: whoever has the row can read them.
    assert not any(key in str(dict(client.session)) for key in clear)
    client.post(ENROL, {"code": code_of(secret, -1)})
    assert is_in(client)
    assert not any(key in kept() for key in clear)
    assert lets_in(staff, secret)


@pytest.mark.django_db
def test_key_is_sealed_anew_with_the_rest(settings):
    settings.DATA_KEYS = [OLD_KEY]
    staff, key = StaffFactory(), new_key()
    Authenticator.objects.create(user=staff.person, name="totp", secret=key)
    settings.DATA_KEYS = [NEW_KEY, OLD_KEY]
    call_command("rotate_data_keys")
    settings.DATA_KEYS = [NEW_KEY]
    assert lets_in(staff, typed_key(key))


def test_authenticator_of_an_earlier_release_goes_on_working(transactional_db):
    staff, key = StaffFactory(), new_key()
    device = Authenticator.objects.create(user=staff.person, name="totp", secret=key)
    call_command("migrate", "accounts", BEFORE, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM otp_totp_totpdevice WHERE id = %s", [device.pk])
        assert cursor.fetchone() == (key,)
    call_command("migrate", "accounts", NOW, verbosity=0)
    assert key not in kept()
    assert lets_in(staff, typed_key(key))
