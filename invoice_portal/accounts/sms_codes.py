"""Codes sent by SMS: made, sent, tried.

A code belongs to one operator, purpose and session; it lives five minutes, is used once, and all codes of an operator
for a purpose share five tries an hour, so that asking for another code buys no more guesses.
"""
import hmac
import re
import secrets
import unicodedata
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from invoice_portal.gateway.sending import GatewayDown, send
from invoice_portal.refusal import Refusal
from invoice_portal.sealed.keys import digest, digests

from .models import Operator, SmsCode

LIFETIME, RESEND_AFTER = timedelta(minutes=5), timedelta(minutes=1)
TRIES, TRIES_WITHIN = 5, timedelta(hours=1)
PER_PHONE, PER_PHONE_WITHIN = 10, timedelta(days=1)


def session_digest(session_key: str) -> str:
    return salted_hmac("sms-session", session_key, algorithm="sha256").hexdigest()


def send_code(*, operator: Operator, purpose: str, session: str) -> SmsCode:
    """Send a fresh code to the operator's phone; earlier ones of the purpose stop working.

    ``session`` is a :func:`session_digest`. Refuses without a phone, too soon, too often, or after too many tries.
    Raises a Refusal with status 503 when the gateway is down (then no code is left behind).
    """
    code = f"{secrets.randbelow(1_000_000):06d}"
    with transaction.atomic():
        row = _owed(operator, purpose, session)
        row.code_digest = _digest(row, code)
        row.save(force_insert=True)
    try:
        send("SMS", operator.person.phone, _sms_text(operator, code), key=f"sms-code-{row.pk}")
    except GatewayDown as down:
        row.delete()
        raise Refusal("gateway_down", _("短信暂时发不出去，请稍后再试。"), status=503) from down
    return row


def check_code(*, operator_id: UUID, purpose: str, session: str, code: str) -> None:
    """Use the code up, or refuse: ``code_wrong``, ``code_expired`` or ``code_tries``."""
    outcome = _try(operator_id, purpose, session, clean_code(code))
    if outcome == "code_wrong":
        raise Refusal(outcome, _("验证码不正确，请核对后重新输入。"))
    if outcome == "code_expired":
        raise Refusal(outcome, _("验证码已过期，请重新获取。"))
    if outcome == "code_tries":
        raise Refusal(outcome, _too_many(), status=429, wait=int(TRIES_WITHIN.total_seconds()))


def _sms_text(operator: Operator, code: str) -> str:
    """Say it in the language the person chose, else in that of the page they are on."""
    with translation.override(operator.person.language or translation.get_language()):
        return _("【发票查找与补录】验证码 %(code)s，5 分钟内有效。请勿告诉他人。") % {"code": code}


def too_soon_text(wait: int) -> str:
    text = ngettext("每分钟只能获取一次，请 %(wait)d 秒后再试。", "每分钟只能获取一次，请 %(wait)d 秒后再试。", wait)
    return text % {"wait": wait}


def _too_many() -> str:
    return _("输错次数过多，请 1 小时后再试。")


def clean_code(text: str) -> str:
    """Return the digits typed: half-width, without the spaces that people and phones put in."""
    return re.sub(r"[\s\-\u200b-\u200f]", "", unicodedata.normalize("NFKC", text))


def _owed(operator: Operator, purpose: str, session: str) -> SmsCode:
    """Return a new row, if one may be sent now. Requests for one phone wait for each other."""
    person = type(operator.person).objects.select_for_update().get(pk=operator.person_id)
    now = timezone.now()
    if not person.phone:
        raise Refusal("no_phone", _("没有登记手机号，请联系主管税务机关登记。"))
    if _tries(operator.pk, purpose) >= TRIES:
        raise Refusal("code_tries", _too_many(), status=429, wait=int(TRIES_WITHIN.total_seconds()))
    sent = SmsCode.objects.filter(phone_digest__in=digests(person.phone), sent_at__gt=now - PER_PHONE_WITHIN)
    sent = sent.order_by("-sent_at")
    last = sent.filter(operator=operator, purpose=purpose).first()
    if last and last.sent_at > now - RESEND_AFTER:
        wait = int((last.sent_at + RESEND_AFTER - now).total_seconds()) + 1
        raise Refusal("code_too_soon", too_soon_text(wait), status=429, wait=wait)
    if sent.count() >= PER_PHONE:
        wait = int((sent.last().sent_at + PER_PHONE_WITHIN - now).total_seconds()) + 1
        raise Refusal("code_daily_limit", _("该手机号今天获取验证码已达 10 次，请明天再试。"), status=429, wait=wait)
    return SmsCode(
        operator=operator, purpose=purpose, session_digest=session, phone_digest=digest(person.phone),
        sent_at=now, expires_at=now + LIFETIME,
    )  # fmt: skip


def _tries(operator_id: UUID, purpose: str) -> int:
    """Count failed tries since the last success, within the hour."""
    rows = SmsCode.objects.filter(operator_id=operator_id, purpose=purpose, sent_at__gt=timezone.now() - TRIES_WITHIN)
    used = rows.filter(used_at__isnull=False).order_by("-used_at").first()
    rows = rows.filter(sent_at__gt=used.sent_at) if used else rows
    return rows.aggregate(all=Sum("tries"))["all"] or 0


@transaction.atomic
def _try(operator_id: UUID, purpose: str, session: str, code: str) -> str:
    Operator.objects.select_for_update().filter(pk=operator_id).first()
    rows = SmsCode.objects.filter(operator_id=operator_id, purpose=purpose, session_digest=session)
    row = rows.order_by("-sent_at").first()
    if _tries(operator_id, purpose) >= TRIES:
        return "code_tries"
    if row is None or row.used_at or row.expires_at <= timezone.now():
        return "code_expired"
    right = hmac.compare_digest(row.code_digest, _digest(row, code))
    if not right:
        SmsCode.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
        return "code_tries" if _tries(operator_id, purpose) >= TRIES else "code_wrong"
    SmsCode.objects.filter(pk=row.pk).update(used_at=timezone.now())
    return "right"


def _digest(row: SmsCode, code: str) -> str:
    bound = f"{row.pk}|{row.operator_id}|{row.purpose}|{row.session_digest}|{code}"
    return salted_hmac("sms-code", bound, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()
