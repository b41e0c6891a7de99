"""Signs PDFs: PAdES B-B through pyHanko, as one incremental update, so that the file before it stays as it was."""
import io
from functools import lru_cache

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import get_pyca_cryptography_hash
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from .certificate import certificate

FIELD = "PortalSignature"
#: What the signature takes beside its certificates, with room to spare; the rest is padding.
BESIDE_CERTIFICATES = 3_072


class _KeptKey(SimpleSigner):
    """pyHanko loads the key anew for each signature, which for RSA takes 100 ms; here it is loaded once."""

    def __init__(self, key, **given):
        super().__init__(**given)
        self._key = key

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        if not isinstance(self._key, RSAPrivateKey):
            return super().sign_raw(data, digest_algorithm)
        return self._key.sign(data, PKCS1v15(), get_pyca_cryptography_hash(digest_algorithm))


class _SameMetadata(IncrementalPdfFileWriter):
    """Leaves title, producer and XMP as they are: written again, they would contradict each other (PDF/A)."""

    def _update_meta(self) -> None:
        pass


def signed(data: bytes) -> bytes:
    """Return the PDF with the portal's signature, which nobody sees on the page.

    Raises :class:`.certificate.Unusable` if there is nothing to sign with.
    """
    return _signer().sign_pdf(_SameMetadata(io.BytesIO(data)), bytes_reserved=_reserved()).getvalue()


@lru_cache(maxsize=1)
def _reserved() -> int:
    """Return how many letters the signature may take: it is written in hexadecimal."""
    ours = certificate()
    return 2 * (BESIDE_CERTIFICATES + sum(len(_asn1(one).dump()) for one in (ours.certificate, *ours.chain)))


@lru_cache(maxsize=1)
def _signer() -> PdfSigner:
    ours = certificate()
    store = SimpleCertificateStore()
    store.register_multiple(map(_asn1, ours.chain))
    pkcs8 = ours.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = _KeptKey(
        ours.key,
        signing_cert=_asn1(ours.certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(pkcs8),
        cert_registry=store,
    )
    # Out of bounds: an annotation outside the page needs no place in the structure that is read aloud (PDF/UA).
    field = SigFieldSpec(FIELD, invis_sig_settings=InvisSigSettings(box_out_of_bounds=True))
    about = PdfSignatureMetadata(field_name=FIELD, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256")
    return PdfSigner(about, signer=signer, new_field_spec=field)


def _asn1(certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
