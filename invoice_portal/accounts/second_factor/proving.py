"""Is this code the person's? Each counts once; wrong guesses have to wait, twice as long each time."""
import math
import re

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_otp.models import Device, ThrottlingMixin

from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal

from ..models import Authenticator, Person, RecoveryDevice

_TOTP = re.compile(r"[0-9]{6}", re.ASCII)
#: From so many wrong codes in a row on, each is written into the history.
_SUSPICIOUS = 5


def cleaned(code: str) -> str:
    """Return the code without what people type for their eyes."""
    return re.sub(r"[\s\-]", "", code).lower()[:32]


def enrolled(person: Person) -> bool:
    return Authenticator.objects.filter(user=person, confirmed=True).exists()


def prove(person: Person, code: str) -> Device:
    """Return the device that the code proves, with the code used up.

    Takes six digits of the authenticator or a recovery code. Raises :class:`Refusal`: ``wrong_code`` for one that is
    wrong or was used, ``too_many_codes`` (429) for any as long as wrong guesses have to be waited for.
    """
    code = cleaned(code)
    with transaction.atomic():
        device = _device_for(person, code)
        refusal = _refusal(device, person, code)
    # Outside of the transaction, which keeps the count of guesses.
    if refusal:
        raise refusal
    return device


def _device_for(person: Person, code: str) -> ThrottlingMixin | None:
    totp = _TOTP.fullmatch(code)
    devices = Authenticator.objects.filter(confirmed=True) if totp else RecoveryDevice.objects.all()
    return devices.select_for_update().filter(user=person).first()


def _refusal(device: ThrottlingMixin | None, person: Person, code: str) -> Refusal | None:
    if device is None:
        return _wrong()
    allowed, why = device.verify_is_allowed()
    if not allowed:
        seconds = max(1, math.ceil((why["locked_until"] - timezone.now()).total_seconds()))
        text = ngettext(
            "验证码输错次数过多，请 %(seconds)d 秒后再试。", "验证码输错次数过多，请 %(seconds)d 秒后再试。", seconds
        )
        text = text % {"seconds": seconds}
        return Refusal("too_many_codes", text, status=429, fields={"code": text}, wait=seconds)
    if not device.verify_token(code):
        if device.throttling_failure_count >= _SUSPICIOUS:
            record("staff", person.pk, "code_refused", tries=device.throttling_failure_count)
        return _wrong()
    if isinstance(device, RecoveryDevice):
        record("staff", person.pk, "recovery_code_used", by=person, left=device.codes.count())
    return None


def _wrong() -> Refusal:
    text = _("验证码不正确，或已经用过。请等验证器显示下一个验证码后再输入。")
    return Refusal("wrong_code", text, fields={"code": text})
