"""The accounts that the login page offers in demo mode."""
import base64
import json
import time

from django.conf import settings
from django_otp.oath import hotp


def demo_accounts() -> list[dict]:
    """Return what seed_demo wrote: label, tax_id, operator, password, staff, login. Empty outside demo mode.

    Staff have ``totp_secret`` (base32) and ``recovery_codes`` too.
    """
    if not settings.DEMO:
        return []
    try:
        return json.loads((settings.VAR_DIR / "demo_accounts.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []


def code_at(secret: str, step: int) -> str:
    """Return the code that an authenticator with this secret (base32) shows in the step-th 30 seconds since 1970."""
    return f"{hotp(base64.b32decode(secret), step):06d}"


def step_now() -> int:
    """Return how many times 30 seconds have passed since 1970."""
    return int(time.time()) // 30
