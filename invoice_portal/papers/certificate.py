"""Key and certificate of the portal's signature, from settings; loaded once per process.

``SIGNING_KEY`` and ``SIGNING_CERT`` are PEM texts or paths of PEM files (the certificate's may hold its chain), or
``SIGNING_PKCS12`` is the path of a .p12 that holds both; ``SIGNING_PASSPHRASE`` opens either. Without them the demo
and development make their own in var/; production is told by ``manage.py check``.
"""
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key, pkcs12
from django.conf import settings

from .own_certificate import own_pem


class Unusable(Exception):
    """The settings name no key and certificate that can sign; the text says what is wrong and what to set."""


@dataclass(frozen=True)
class Certificate:
    """What a signature is made with."""

    key: PrivateKeyTypes
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    @property
    def ends(self) -> datetime:
        return self.certificate.not_valid_after_utc


@lru_cache(maxsize=1)
def certificate() -> Certificate:
    """Return key, certificate and chain. Raises :class:`Unusable` if they are missing or do not fit."""
    passphrase = settings.SIGNING_PASSPHRASE.encode() or None
    try:
        found = _from_pkcs12(passphrase) if settings.SIGNING_PKCS12 else _from_pem(passphrase)
    except (OSError, ValueError, TypeError) as wrong:
        raise Unusable(f"the signing key or certificate cannot be read: {wrong}") from wrong
    if _public(found.key.public_key()) != _public(found.certificate.public_key()):
        raise Unusable("SIGNING_KEY is not the key of SIGNING_CERT")
    return found


def _from_pem(passphrase: bytes | None) -> Certificate:
    if settings.SIGNING_KEY and settings.SIGNING_CERT:
        key, certificates = _text(settings.SIGNING_KEY), _text(settings.SIGNING_CERT)
    elif settings.SIGNING_KEY or settings.SIGNING_CERT:
        raise Unusable("set both SIGNING_KEY and SIGNING_CERT, or neither")
    elif settings.SIGNING_OWN:
        key, certificates = own_pem(settings.VAR_DIR / "signing")
    else:
        raise Unusable("set SIGNING_KEY and SIGNING_CERT (PEM, or paths of PEM files), or SIGNING_PKCS12")
    first, *chain = x509.load_pem_x509_certificates(certificates)
    return Certificate(load_pem_private_key(key, passphrase), first, tuple(chain))


def _from_pkcs12(passphrase: bytes | None) -> Certificate:
    key, first, chain = pkcs12.load_key_and_certificates(Path(settings.SIGNING_PKCS12).read_bytes(), passphrase)
    if key is None or first is None:
        raise Unusable("SIGNING_PKCS12 must hold a key and its certificate")
    return Certificate(key, first, tuple(chain))


def _text(setting: str) -> bytes:
    """Return the PEM itself, or that of the file the setting names."""
    # In an environment file a line break is often written as two characters.
    return setting.replace("\\n", "\n").encode() if "-----BEGIN" in setting else Path(setting).read_bytes()


def _public(key) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
