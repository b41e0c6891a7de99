"""What is typed about taxpayers and people: returned as it is kept, or refused by the name of its field."""
import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from invoice_portal.refusal import Refusal

from .names import name_key
from .tax_id import clean

#: Control characters and halves of characters: no name has them, and not every database takes them.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def clean_name(name: str) -> str:
    """Return a taxpayer's name."""
    name = name.strip()
    if not 0 < len(name_key(name)) <= 200 or len(name) > 200 or _UNSEEN.search(name):
        raise _wrong("name", "bad_name", _("名称应为 1 至 200 个字。"))
    return name


def clean_person_name(name: str) -> str:
    """Return a person's name, which may be left empty."""
    name = name.strip()
    if len(name) > 60 or _UNSEEN.search(name):
        raise _wrong("person_name", "bad_person_name", _("姓名最多 60 个字。"))
    return name


def clean_purpose(name: str) -> str:
    """Return what an API token is for, which may be left empty."""
    name = name.strip()
    if len(name) > 60 or _UNSEEN.search(name):
        raise _wrong("name", "bad_purpose", _("令牌用途最多 60 个字。"))
    return name


def clean_email(email: str) -> str:
    """Return an e-mail address, which may be left empty."""
    email = email.strip()
    try:
        if email:
            validate_email(email)
    except ValidationError:
        raise _wrong("email", "bad_email", _("电子邮箱的格式不正确，应类似 name@example.com。")) from None
    if len(email) > 254:
        raise _wrong("email", "bad_email", _("电子邮箱最多 254 个字符。"))
    return email


def clean_operator_code(code: str) -> str:
    """Return an operator's code: 01, 02, CW …"""
    code = clean(code)
    if not (code.isalnum() and code.isascii() and len(code) <= 10):
        raise _wrong("operator", "bad_operator", _("操作员代码应为 1 至 10 位字母或数字。"))
    return code


def clean_reason(reason: str) -> str:
    """Return why something is done, as it is kept in the history."""
    return _UNSEEN.sub(" ", reason).strip()[:500]


def _wrong(field: str, code: str, text: str) -> Refusal:
    return Refusal(code, text, fields={field: text})
