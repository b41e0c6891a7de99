"""A PDF is read from what it carries, what is printed and its QR code; what it must not do costs that file only."""
import io
import zlib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pikepdf
import pytest

from lookup.checking import faults
from lookup.document import Line, Party
from lookup.pdf.render import render
from lookup.reading import Unreadable, read_bytes
from lookup.reading.pdf import read_pdf
from tests import documents as make
from tests.pdf import samples

from .forms import a_document, an_older, digital, older
from .pictures import DIGITAL, encoded, page
from .sheet import Sheet, pdf

LONG = "深圳市前海深港现代服务业合作区特别长名称科技发展股份有限公司"
MINUS = {"amount": Decimal("-188.68"), "tax": Decimal("-11.32")}


@pytest.mark.parametrize(
    "document",
    [
        samples.a_document(8), samples.a_document(90), samples.a_document(1, kind="82"),
        *(samples.a_document(1, kind=kind) for kind in ("51", "61", "85", "86", None)),
        *(samples.a_document(1, kind=kind, code="011001900111", number="12345678", check_code="12345678901234567890")
          for kind in ("01", "04", "08", "10", "11", "14")),
        samples.a_document(3, kind="10", code="011001900111", number="12345678",
                           seller=replace(samples.SELLER, address="某地址", phone=None, bank="某银行", account=None)),
        samples.a_document(1, **MINUS, total=Decimal("-200.00"), red=True, red_of="26112000000000000009",
                           lines=(samples.a_line(**MINUS),), remark="被红冲蓝字数电发票号码：26112000000000000009"),
        samples.a_document(1, seller=replace(samples.SELLER, name=LONG * 2), buyer=replace(samples.BUYER, name=LONG)),
        samples.a_document(60, lines=tuple(samples.a_line(n, name=f"*软件*{LONG}{n}") for n in range(60))),
        samples.a_document(2, tax=None, total=Decimal("377.36"), lines=(
            samples.a_line(tax=None, tax_rate="免税"),
            samples.a_line(2, spec=None, unit=None, quantity=None, price=None))),
        samples.a_document(1, lines=(samples.a_line(price=Decimal("94.33962300012345"), spec="ABC-" * 10),)),
    ],
    ids=lambda document: f"{document.kind}-{len(document.lines)}",
)  # fmt: skip
def test_our_own_pdf_is_read_in_full(document):
    (found,) = read_pdf(render(document))
    seller = document.seller
    contacts = {
        "address": " ".join(filter(None, (seller.address, seller.phone))) or None, "phone": None,
        "bank": " ".join(filter(None, (seller.bank, seller.account))) or None, "account": None,
    }  # fmt: skip
    without = frozenset({"seller"}) if document.kind == "51" else frozenset()
    assert found == replace(document, format="pdf", seller=replace(seller, **contacts), without=without)


def test_mark_across_our_own_pdf_does_not_get_into_its_lines():
    document = samples.a_document(1)
    (found,) = read_pdf(render(document, status_mark="已作废"))
    assert found.lines == document.lines


def test_xml_inside_a_pdf_is_used():
    (found,) = read_bytes(pdf(*digital(a_document()), attached={"a.bin": b"\0", "invoice": make.einvoice_xml()}))
    assert (found.format, found.kind, found.number, found.total) == ("pdf", "81", make.NUMBER, Decimal("113.00"))
    assert (found.lines[0].tax_code, found.seller.phone) == ("3070401000000000000", "010-1234567")
    # What is printed beside it says another total.
    assert found.warnings == ("total: QR 106.00 ≠ 113.00",)


def test_xml_inside_that_is_no_invoice_is_passed_over():
    document = a_document()
    assert read_pdf(pdf(*digital(document), attached={"a.xml": b"<a/>", "b.xml": b"<a"})) == [document]


def test_scan_is_read_by_its_qr_code():
    held = io.BytesIO()
    page(DIGITAL).save(held, "PDF", resolution=150)
    (found,) = read_bytes(held.getvalue())
    assert (found.format, found.kind, found.number, found.total) == ("pdf", "81", make.NUMBER, Decimal("113.00"))
    assert found.seller == Party()


def test_several_invoices_in_one_pdf_are_several_documents():
    first, second = a_document(), an_older()
    (sheet,) = digital(first)
    scan = Sheet().code(20, 20, DIGITAL.replace(make.NUMBER, "26112000000099900033"), 40)
    found = read_pdf(pdf(sheet, *older(second), scan))
    assert found[:2] == [first, second]
    assert found[2].number == "26112000000099900033"


def test_first_page_of_something_else_does_not_matter():
    document = a_document()
    assert read_pdf(pdf(Sheet().text(20, 20, "报销说明"), *digital(document)))[-1:] == [document]


def test_what_is_read_of_a_pdf_passes_the_checks():
    (found,) = read_bytes(pdf(*digital(a_document())))
    assert faults(found, today=date(2026, 11, 24)) == []
    (odd,) = read_bytes(pdf(*digital(a_document(tax=Decimal("7.00"), buyer=Party("91110000T5MY01MRNX", "某公司")))))
    assert [fault.reason for fault in faults(odd, today=date(2026, 11, 24))][:2] == ["BAD_BUYER_ID", "AMOUNTS_DISAGREE"]


def test_document_comes_whole_from_the_process_that_reads_it():
    document = a_document(lines=(Line("*软件*甲", "规格", "个", Decimal("1.5"), Decimal("0.1"), Decimal("100.00"), "6%",
                                      Decimal("6.00")),))  # fmt: skip
    assert read_bytes(pdf(*digital(document))) == [document]


def bomb(times) -> bytes:
    packed = zlib.compress(bytes(10_000_000), 9)
    made = pikepdf.new()
    made.add_blank_page()
    for _ in range(times):
        made.pages[0].Contents = pikepdf.Stream(made, packed, Filter=pikepdf.Name.FlateDecode)
        made.Root[f"/X{_}"] = made.pages[0].Contents
    held = io.BytesIO()
    made.save(held, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (pdf(*digital(a_document()), encryption=pikepdf.Encryption(owner="x", user="y")), "密码"),
        (pdf(*digital(a_document()), encryption=pikepdf.Encryption(owner="x", user="")), "密码"),
        (pdf(Sheet()), "没有可识别的发票"),
        (pdf(Sheet().text(20, 20, "合同")), "没有可识别的发票"),
        (pdf(Sheet().code(20, 20, "https://example.org/", 40)), "没有可识别的发票"),
        (b"%PDF-1.7", "损坏"),
        # What is left of a file may still be opened, without its pages.
        (pdf(*digital(a_document()))[:600], "损坏|没有可识别的发票"),
        (bomb(40), "过大"),
    ],
    ids=["password", "owner's password", "empty", "other text", "other code", "nothing", "torn", "bomb"],
)
def test_pdf_that_cannot_be_read_says_why(data, why):
    with pytest.raises(Unreadable, match=why):
        read_bytes(data)


def test_page_of_any_size_is_drawn_within_bounds():
    sheet = Sheet(5_000, 5_000).code(100, 100, DIGITAL, 2_000)
    assert read_pdf(pdf(sheet))[0].number == make.NUMBER


def test_picture_inside_a_pdf_is_not_an_attachment():
    document = a_document()
    assert read_pdf(pdf(*digital(document), attached={"photo.png": encoded(page(DIGITAL))})) == [document]
