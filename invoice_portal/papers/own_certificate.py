"""A certificate of the demo's own, made at the first start: nobody outside trusts it, and everything works."""
import fcntl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

AUTHORITY, SIGNER = "发票查找与补录系统 演示根证书", "发票查找与补录系统（演示）"
YEARS = timedelta(days=3650)


def own_pem(folder: Path) -> tuple[bytes, bytes]:
    """Return key and certificates (the signer's, then the authority's) as PEM, made if they are not there."""
    key, certificates = folder / "key.pem", folder / "certificates.pem"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "lock").open("w") as lock:
        # Web, worker and scheduler start at once.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (key.exists() and certificates.exists()):
            _make(key, certificates)
    return key.read_bytes(), certificates.read_bytes()


def _make(key_file: Path, certificates_file: Path) -> None:
    # RSA: the elliptic curves came with PDF 2.0, and an archived PDF/A-3 is a PDF 1.7.
    root_key, key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    root = _certificate(AUTHORITY, root_key, AUTHORITY, root_key, authority=True)
    signer = _certificate(SIGNER, key, AUTHORITY, root_key, authority=False)
    _write(key_file, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    _write(certificates_file, signer.public_bytes(Encoding.PEM) + root.public_bytes(Encoding.PEM))


def _certificate(subject: str, key, issuer: str, issuer_key, *, authority: bool) -> x509.Certificate:
    begin = datetime.now(UTC) - timedelta(hours=1)
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
    )
    built = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + YEARS)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=0 if authority else None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not authority, content_commitment=not authority, key_cert_sign=authority,
                crl_sign=authority, **usage,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )  # fmt: skip
    return built.sign(issuer_key, hashes.SHA256())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _write(path: Path, pem: bytes) -> None:
    unfinished = path.with_suffix(".part")
    unfinished.touch(mode=0o600)
    unfinished.write_bytes(pem)
    unfinished.replace(path)
