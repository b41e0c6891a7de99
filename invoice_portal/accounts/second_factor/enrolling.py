"""Binding an authenticator app to an account of staff, and taking it off again."""
from base64 import b32encode
from binascii import unhexlify

import segno
from django.db import transaction
from django.utils.translation import gettext as _
from django_otp.plugins.otp_totp.models import default_key

from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal

from ..models import Authenticator, Person, RecoveryDevice
from .proving import cleaned, enrolled, prove
from .recovery import make_codes


def new_key() -> str:
    """Return a random key of 160 bits (RFC 4226), in hexadecimal."""
    return default_key()


def typed_key(key: str) -> str:
    """Return the key as an authenticator app takes it by hand: base32."""
    return b32encode(unhexlify(key)).decode()


def address(person: Person, key: str) -> str:
    """Return the otpauth:// address that an authenticator app reads."""
    return Authenticator(user=person, secret=key).config_url


def picture(person: Person, key: str) -> str:
    """Return the address as a QR code, in a data: URI of SVG."""
    return segno.make(address(person, key), error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff")


@transaction.atomic
def enrol(person: Person, *, key: str, code: str) -> tuple[Authenticator, list[str]]:
    """Bind the authenticator that shows ``code`` for this key; return it with the recovery codes, in clear once.

    Refuses a wrong code, and an account that has an authenticator already.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if enrolled(person):
        raise Refusal("enrolled", _("这个账户已经绑定了验证器。请重新登录。"), status=409)
    device = Authenticator.objects.create(user=person, name="totp", secret=key)
    if not device.verify_token(cleaned(code)):
        # Raised through the transaction: nothing is kept.
        text = _("验证码不正确。请检查手机时间是否准确，再输入验证器上当前的验证码。")
        raise Refusal("wrong_code", text, fields={"code": text})
    codes = make_codes(person)
    record("staff", person.pk, "second_factor_enrolled", by=person)
    return device, codes


def replace(person: Person, *, code: str) -> None:
    """Take off the person's own authenticator, for a new one, once a code of it (or a recovery code) is given."""
    prove(person, code)
    with transaction.atomic():
        take_off(person)
        record("staff", person.pk, "second_factor_replaced", by=person)


def take_off(person: Person) -> None:
    """Remove authenticator and recovery codes; sessions that they proved end with them."""
    Authenticator.objects.filter(user=person).delete()
    RecoveryDevice.objects.filter(user=person).delete()
