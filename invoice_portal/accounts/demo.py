"""The accounts that the login page offers in demo mode."""
import json

from django.conf import settings


def demo_accounts() -> list[dict]:
    """Return what seed_demo wrote: label, tax_id, operator, password, staff, login. Empty outside demo mode."""
    if not settings.DEMO:
        return []
    try:
        return json.loads((settings.VAR_DIR / "demo_accounts.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
