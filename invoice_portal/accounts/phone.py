"""Mobile numbers, as typed and as shown."""
import re
import unicodedata

from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal

_MOBILE = re.compile(r"1[3-9]\d{9}")


def clean_phone(text: str) -> str:
    """Return the eleven digits of a mainland mobile number; refuse anything else."""
    digits = re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", text))
    digits = re.sub(r"^(\+86|0086)", "", digits)
    if not (digits.isascii() and _MOBILE.fullmatch(digits)):
        wrong = _("手机号应为 11 位数字，以 13 至 19 开头。")
        raise Refusal("bad_phone", wrong, fields={"phone": wrong})
    return digits


def masked_email(email: str) -> str:
    """Return the address as it may be shown: its first sign and its domain."""
    name, at, domain = email.partition("@")
    return f"{name[:1]}***{at}{domain}" if email else ""


def masked(phone: str) -> str:
    """Return the number as it may be shown to someone who has not proved to own it."""
    return f"{phone[:3]}****{phone[-4:]}" if phone else ""
