"""What personal data is sealed with at rest, and found by.

From each secret of ``settings.DATA_KEYS`` two keys are derived (HKDF, RFC 5869): one seals (Fernet: AES-128-CBC with
HMAC-SHA256), one makes digests. The first secret is today's; the others still open what they sealed, until
``manage.py rotate_data_keys`` has sealed everything anew.
"""
import base64
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(text: str) -> str:
    """Return the text sealed by today's key; "" stays ""."""
    return _box(tuple(settings.DATA_KEYS)).encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """Return what was sealed by today's key or an earlier one.

    Raises:
        cryptography.fernet.InvalidToken: none of the keys opens it.
    """
    return _box(tuple(settings.DATA_KEYS)).decrypt(sealed).decode() if sealed else ""


def reseal(sealed: str) -> str:
    """Return the same text sealed by today's key."""
    return _box(tuple(settings.DATA_KEYS)).rotate(sealed).decode() if sealed else ""


def digest(text: str) -> str:
    """Return what finds the text: 64 hexadecimal digits, meaningless without the key; "" for ""."""
    return _digest(settings.DATA_KEYS[0], text) if text else ""


def digests(text: str) -> list[str]:
    """Return the digests by today's key and by earlier ones, for looking up while keys change; none for ""."""
    return [_digest(secret, text) for secret in settings.DATA_KEYS] if text else []


def _digest(secret: str, text: str) -> str:
    return hmac.new(_derived(secret, b"digest"), text.encode(), "sha256").hexdigest()


@lru_cache(maxsize=4)
def _box(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(secret, b"seal"))) for secret in secrets])


@lru_cache(maxsize=16)
def _derived(secret: str, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=b"invoice_portal.sealed", info=purpose).derive(secret.encode())
