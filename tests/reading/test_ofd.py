"""An OFD is read from the best source that it has, by following its locations."""
import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lookup.checking import faults
from lookup.reading import Unreadable, read_bytes
from tests import documents as make

from .forms import a_document, digital
from .pictures import OLDER
from .sheet import Sheet, ofd


def read(data):
    (document,) = read_bytes(data)
    return document


@pytest.mark.parametrize(
    "data",
    [
        make.digital_ofd(),
        make.digital_ofd(folder="doc_0", page="Content_0.xml"),
        make.digital_ofd(tag_end="<ofd:Unclosed>"),
        make.digital_ofd(custom={}, tags={
            "InvoiceNo": [2], "BuyerName": [3, 4], "SellerName": [5], "TaxInclusiveTotalAmount": [8, 9],
            "IssueDate": [10], "TaxExclusiveTotalAmount": [11], "TaxTotalAmount": [12], "BuyerTaxID": [13],
            "SellerTaxID": [14],
        }, texts={
            1: "电子发票（普通发票）", 2: make.NUMBER, 3: make.BUYER[:4], 4: make.BUYER[4:], 5: make.SELLER, 8: "¥",
            9: "113.00", 10: "2026年10月12日", 11: "¥100.00", 12: "¥13.00", 13: make.BUYER_ID, 14: make.SELLER_ID,
        }),
    ],
)  # fmt: skip
def test_digital_ofd_is_read_from_custom_data_and_tags(data):
    document = read(data)
    assert (document.format, document.kind, document.number) == ("ofd", "82", make.NUMBER)
    assert document.issue_date == date(2026, 10, 12)
    assert (document.buyer.tax_id, document.buyer.name) == (make.BUYER_ID, make.BUYER)
    assert (document.seller.tax_id, document.seller.name) == (make.SELLER_ID, make.SELLER)
    assert (document.amount, document.tax, document.total) == (Decimal("100.00"), Decimal("13.00"), Decimal("113.00"))
    assert document.warnings == ()
    assert faults(document, today=date(2026, 11, 24)) == []


def test_attached_xml_is_the_best_source():
    document = read(make.digital_ofd(attached=make.old_xml()))
    assert (document.format, document.number, len(document.lines)) == ("ofd", "07009901", 1)


def test_printed_number_that_contradicts_the_custom_data_is_a_warning():
    texts = {2: "26112000000099900022"}
    assert read(make.digital_ofd(texts=texts)).warnings == (f"number: {make.NUMBER} ≠ 26112000000099900022",)


def test_ofd_inside_a_zip_is_one_document():
    assert read(make.zip_of({"a.xml": make.digital_ofd()})).number == make.NUMBER


@pytest.mark.parametrize(
    "data",
    [make.ofd(), make.zip_of({"OFD.xml": b"<x"}), make.zip_of({"OFD.xml": b"<OFD/>"}), make.digital_ofd()[:-200]],
)
def test_ofd_without_invoice_data_is_unreadable(data):
    with pytest.raises(Unreadable):
        read_bytes(data)


def test_page_fills_what_custom_data_and_tags_do_not_say():
    document = a_document()
    (sheet,) = digital(document)
    with zipfile.ZipFile(io.BytesIO(ofd(sheet))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    stated = f'<ofd:DocInfo><ofd:CustomData Name="发票号码">{make.NUMBER}</ofd:CustomData></ofd:DocInfo>'.encode()
    files["OFD.xml"] = files["OFD.xml"].replace(b"<ofd:DocInfo/>", stated)
    assert read(make.zip_of(files)) == replace(document, format="ofd")
    files["OFD.xml"] = files["OFD.xml"].replace(b"00021", b"00022")
    other = "26112000000099900022"
    warnings = (f"number: {other} ≠ {make.NUMBER}", f"number: QR {make.NUMBER} ≠ {other}")
    assert read(make.zip_of(files)).warnings == warnings


def test_qr_code_among_the_pictures_is_the_last_source():
    document = read(ofd(Sheet().code(5, 5, OLDER)))
    assert (document.format, document.kind, document.code, document.number) == ("ofd", "10", "011002000111", "07009901")
    assert (document.amount, document.total) == (Decimal("94.34"), None)
