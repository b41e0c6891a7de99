"""Signatures, and what the start says about the key and certificate they are made with."""
import io
from datetime import timedelta

import pikepdf
import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, load_pem_private_key, pkcs12
from cryptography.x509 import load_pem_x509_certificates
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from invoice_portal.papers import checks, signing
from invoice_portal.papers.certificate import certificate
from invoice_portal.papers.issuing import signed
from invoice_portal.papers.own_certificate import own_pem
from lookup.pdf.render import render
from tests.pdf.samples import a_document


@pytest.fixture
def keys(settings, tmp_path):
    """Sign with a key made for the test; whatever the settings say next is read anew."""
    settings.VAR_DIR = tmp_path
    certificate.cache_clear()
    signing._signer.cache_clear()
    yield tmp_path / "signing"
    certificate.cache_clear()
    signing._signer.cache_clear()


def checked(data: bytes, folder):
    root = PdfFileReader(io.BytesIO(own_pem(folder)[1] and data))
    (signature,) = root.embedded_signatures
    roots = [signing._asn1(one) for one in load_pem_x509_certificates(own_pem(folder)[1])[1:]]
    return validate_pdf_signature(signature, ValidationContext(trust_roots=roots, allow_fetching=False))


def test_signature_is_pades_by_our_certificate_and_covers_the_whole_file(keys):
    data = signed(render(a_document(8), original=b"<EInvoice/>"))
    status = checked(data, keys)
    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert status.coverage.name == "ENTIRE_FILE"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.Root.AcroForm.Fields[0].V.SubFilter) == "/ETSI.CAdES.detached"


def test_a_changed_byte_breaks_the_signature(keys):
    data = bytearray(signed(render(a_document(8))))
    data[2000] ^= 1
    assert not checked(bytes(data), keys).intact


def test_signing_only_appends_and_keeps_what_archives_and_screen_readers_need(keys):
    plain = render(a_document(8), original=b"<EInvoice/>")
    data = signed(plain)
    assert data.startswith(plain) and len(data) - len(plain) < 40_000
    with pikepdf.open(io.BytesIO(plain)) as before, pikepdf.open(io.BytesIO(data)) as after:
        assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert after.docinfo["/Producer"] == before.docinfo["/Producer"]
        assert (after.pdf_version, after.Root.get("/Version")) == (before.pdf_version, None)
        for kept in ("/StructTreeRoot", "/MarkInfo", "/OutputIntents", "/AF", "/Lang"):
            assert kept in after.Root
        (seal,) = after.pages[0].Annots
        assert int(seal.F) & 4 and float(seal.Rect[0]) < 0 and seal.Rect[0] == seal.Rect[2]
        assert "/NeedAppearances" not in after.Root.AcroForm


def test_key_and_certificate_come_from_settings_as_paths_or_text_or_pkcs12(keys, settings, tmp_path):
    key, certificates = own_pem(keys)
    settings.SIGNING_OWN = False
    held = load_pem_x509_certificates(certificates)
    p12 = pkcs12.serialize_key_and_certificates(
        b"x", load_pem_private_key(key, None), held[0], held[1:], BestAvailableEncryption(b"word")
    )
    (tmp_path / "both.p12").write_bytes(p12)
    for given in (
        {"SIGNING_KEY": str(keys / "key.pem"), "SIGNING_CERT": str(keys / "certificates.pem")},
        {"SIGNING_KEY": key.decode().replace("\n", "\\n"), "SIGNING_CERT": certificates.decode()},
        {"SIGNING_PKCS12": str(tmp_path / "both.p12"), "SIGNING_PASSPHRASE": "word"},
    ):
        for name in ("SIGNING_KEY", "SIGNING_CERT", "SIGNING_PKCS12", "SIGNING_PASSPHRASE"):
            setattr(settings, name, given.get(name, ""))
        certificate.cache_clear()
        assert certificate().certificate == held[0]
        assert list(certificate().chain) == held[1:]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "set SIGNING_KEY and SIGNING_CERT"),
        ({"SIGNING_KEY": "/nowhere/key.pem", "SIGNING_CERT": "/nowhere/cert.pem"}, "cannot be read"),
        ({"SIGNING_KEY": "-----BEGIN nonsense", "SIGNING_CERT": "-----BEGIN nonsense"}, "cannot be read"),
        ({"SIGNING_KEY": "/nowhere/key.pem"}, "both"),
        ({"SIGNING_PKCS12": "/nowhere/both.p12"}, "cannot be read"),
    ],
    ids=["nothing", "no files", "no pem", "half", "no pkcs12"],
)
def test_production_without_a_usable_key_is_told_at_the_check(keys, settings, given, told):
    settings.SIGNING_OWN = False
    for name, value in given.items():
        setattr(settings, name, value)
    with pytest.raises(SystemCheckError, match=told):
        call_command("check")


def test_a_certificate_of_another_key_is_told_at_the_check(keys, settings, tmp_path):
    own_pem(keys), own_pem(tmp_path / "other")
    settings.SIGNING_KEY, settings.SIGNING_CERT = str(keys / "key.pem"), str(tmp_path / "other" / "certificates.pem")
    with pytest.raises(SystemCheckError, match="is not the key of"):
        call_command("check")


@pytest.mark.parametrize(("days", "told"), [(-1, "papers.E002"), (5, "papers.W001"), (300, None)])
def test_an_ended_certificate_is_an_error_and_one_that_ends_soon_a_warning(keys, monkeypatch, days, told):
    later = certificate().ends - timedelta(days=days)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert [message.id for message in checks.papers_can_be_signed(None)] == ([told] if told else [])
