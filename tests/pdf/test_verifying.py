"""The PDF of an invoice as a paper: signed, with a code on each page, and judged by what became of the record."""
import io

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from invoice_portal.papers.codes import grouped
from invoice_portal.papers.models import Paper
from lookup.models import Invoice, PdfFile
from lookup.pdf.owing import owe_again, owe_pdf
from lookup.pdf.render import render
from lookup.storing import load
from lookup.tasks import make_pdf

from .samples import SELLER, a_document

CODE = "7K3M-9QXA-0B1C-R2TV"


@pytest.fixture
def made(invoice, files):
    """Make the PDF of the record as it stands; return its bytes."""
    cache.clear()

    def make() -> bytes:
        owe_pdf(invoice)
        make_pdf(invoice.pk)
        file = PdfFile.objects.get()
        return load(file.name, file.digest)

    return make


def told(data: bytes) -> str:
    page = Client().post("/verify/", {"file": SimpleUploadedFile("a.pdf", data)}).content.decode()
    by_code = Client().get("/verify/", {"code": Paper.objects.earliest("issued_at").code}).content.decode()
    headline = page.split('id="verdict">')[1].split("</h1>")[0]
    assert headline in by_code, "by its code as by its file"
    assert SELLER.name not in page and SELLER.name not in by_code
    return headline


def test_it_is_signed_registered_and_genuine(made):
    data = made()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.Root.AcroForm.Fields[0].V.SubFilter) == "/ETSI.CAdES.detached"
    assert "真实，现在仍然有效" in told(data)
    assert grouped(Paper.objects.get().code) in pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ({"validity": "VOIDED"}, "已经作废"),
        ({"validity": "REVERSED"}, "已经全额红冲"),
        ({"validity": "PARTLY_REVERSED"}, "已经部分红冲"),
        ({"conflict": "DUPLICATE_DIFFERS"}, "有异议"),
        ({"conflict": "MISSING_FIELD"}, "现在仍然有效"),
        ({"version": 2}, "已有更新的版本"),
    ],
)
def test_what_became_of_the_record_is_told(made, invoice, fact, said):
    data = made()
    Invoice.objects.filter(pk=invoice.pk).update(**fact)
    assert said in told(data)


def test_the_copy_made_anew_and_the_old_one_are_both_known(made, invoice):
    first = made()
    owe_again(invoice)
    second = made()
    assert first != second and Paper.objects.count() == 2
    assert "仍然有效" in told(first) and "仍然有效" in told(second)


@pytest.mark.parametrize("count", [1, 8, 60])
def test_every_page_bears_the_code_and_its_qr_code_inside_the_margins(count, settings):
    settings.PUBLIC_URL = "https://fapiao-chazhao.beijing.chinatax.example.gov.cn"
    pages = pypdfium2.PdfDocument(render(a_document(count, drawer="很长的开票人姓名" * 4), code=CODE))
    for page in pages:
        text = page.get_textpage()
        assert CODE in text.get_text_range()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        assert min(box[1] for box in boxes) > 6 and max(box[2] for box in boxes) < 210 / 25.4 * 72 - 8
        found = [code.text for code in zxingcpp.read_barcodes(page.render(scale=4).to_pil())]
        assert f"{settings.PUBLIC_URL}/verify/?code={CODE}" in found and len(found) == 2


def test_both_qr_codes_say_aloud_what_they_are(made):
    with pikepdf.open(io.BytesIO(made())) as pdf:
        alts = [str(thing["/Alt"]) for thing in pdf.objects
                if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"]  # fmt: skip
    assert len(alts) == 2
    assert {"发票二维码"} < set(alts) and any(alt.startswith("核验二维码，核验码 ") for alt in alts)
