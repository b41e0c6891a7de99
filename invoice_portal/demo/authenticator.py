"""The authenticator of the demo's staff: secrets in demo_accounts.json, codes shown at /outbox/codes/."""
import base64
import secrets

from invoice_portal.accounts.demo import code_at, step_now
from invoice_portal.accounts.models import Person
from invoice_portal.accounts.second_factor.enrolling import enrol


def new_secret() -> str:
    """Return a random secret, in base32 as authenticator apps take it."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def bind(person: Person, secret: str) -> list[str]:
    """Bind the account to this secret and return its recovery codes.

    With the code before the current one, so that the current one is not used up.
    """
    key = base64.b32decode(secret).hex()
    _device, codes = enrol(person, key=key, code=code_at(secret, step_now() - 1))
    return codes
