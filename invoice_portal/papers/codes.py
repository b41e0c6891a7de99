"""The code printed on a paper: 80 random bits in letters that nobody mistakes for others (Crockford's base 32)."""
import secrets
from urllib.parse import urlencode

from django.conf import settings

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
#: What people read and type for the letters that are left out; full-width forms come from Chinese keyboards.
_MEANT = str.maketrans("OIL", "011")
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_BETWEEN = dict.fromkeys(map(ord, " \t\r\n-–—‐‑_\u3000\u00a0\u200b"))


def new_code() -> str:
    """Return a code as it is printed: ``7K3M-9QXA-0B1C-R2TV``."""
    return grouped("".join(secrets.choice(LETTERS) for _ in range(LENGTH)))


def grouped(code: str) -> str:
    """Write a plain code in groups of four."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def plain(typed: str) -> str | None:
    """Return the sixteen letters of what was typed; None if that is no code at all."""
    code = typed.translate(_WIDE).translate(_BETWEEN).upper().translate(_MEANT)
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else None


def address_of(code: str) -> str:
    """Return the absolute address at which the paper with this code is checked; printed as its QR code."""
    return f"{settings.PUBLIC_URL.rstrip('/')}/verify/?{urlencode({'code': code})}"
