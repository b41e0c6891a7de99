"""A person's own e-mail address: counts once they have typed the code that was sent there.

What is pending stands in the session, with the address sealed; the code is bound to person and address.
"""
import hmac
import secrets
import time
import uuid

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from invoice_portal.gateway.sending import GatewayDown, send
from invoice_portal.history.record import record
from invoice_portal.refusal import Refusal
from invoice_portal.sealed.keys import seal, unseal

from .changed import changed
from .cleaning import clean_email
from .models import Person
from .phone import masked_email
from .sms_codes import clean_code

PENDING = "email_pending"
LIFETIME, TRIES = 600, 5


def ask(session: SessionBase, person: Person, *, email: str, password: str) -> None:
    """Send a code to the address.

    Raises :class:`Refusal` for a wrong password or address, and while the gateway is down.
    """
    _check_password(person, password)
    email = clean_email(email)
    if not email or email == person.email:
        text = _("请填写一个新的电子邮箱。")
        raise Refusal("same_email", text, fields={"email": text})
    code = f"{secrets.randbelow(1_000_000):06d}"
    text = _("验证码 %(code)s，10 分钟内有效。用它确认在发票查找与补录登记的邮箱；如果不是您本人操作，请忽略这封邮件。")
    try:
        send("EMAIL", email, text % {"code": code}, subject=_("确认电子邮箱"), key=f"email-code-{uuid.uuid4()}")
    except GatewayDown as down:
        raise Refusal("gateway_down", _("邮件暂时发不出去，请稍后再试。"), status=503) from down
    until = int(time.time()) + LIFETIME
    session[PENDING] = {"email": seal(email), "code": _digest(person, email, code), "until": until, "tries": 0}


def pending(session: SessionBase) -> str:
    """Return the address that waits for its code, or ""."""
    asked = session.get(PENDING)
    return unseal(asked["email"]) if asked and asked["until"] > time.time() else ""


def confirm(session: SessionBase, person: Person, code: str) -> None:
    """Register the address. Raises :class:`Refusal` for a wrong code, one that is too old, or too many of them."""
    email = pending(session)
    if not email:
        text = _("验证码已过期，请重新获取。")
        raise Refusal("code_expired", text, fields={"code": text})
    asked = session[PENDING]
    if asked["tries"] >= TRIES:
        text = _("输错次数过多，请重新获取验证码。")
        raise Refusal("code_tries", text, fields={"code": text})
    if not hmac.compare_digest(asked["code"], _digest(person, email, clean_code(code))):
        session[PENDING] = asked | {"tries": asked["tries"] + 1}
        text = _("验证码不正确，请核对后重新输入。")
        raise Refusal("code_wrong", text, fields={"code": text})
    del session[PENDING]
    _set(person, email)


def remove(person: Person, *, password: str) -> None:
    """Forget the address. Raises :class:`Refusal` for a wrong password."""
    _check_password(person, password)
    _set(person, "")


@transaction.atomic
def _set(person: Person, email: str) -> None:
    locked = Person.objects.select_for_update().get(pk=person.pk)
    changed.send(Person, person=locked, what="email")
    before, locked.email = locked.email, email
    locked.save(update_fields=["email"])
    record("person", person.pk, "email_changed", by=person, before=masked_email(before), after=masked_email(email))


def _check_password(person: Person, password: str) -> None:
    if not person.check_password(password):
        wrong = _("当前密码不正确。")
        raise Refusal("wrong_password", wrong, fields={"password": wrong})


def _digest(person: Person, email: str, code: str) -> str:
    return salted_hmac("email-code", f"{person.pk}|{email}|{code}", algorithm="sha256").hexdigest()
