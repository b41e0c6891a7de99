"""Every variant of XML is read in full, and what a document does not say stays unsaid."""
from datetime import date, datetime
from decimal import Decimal

import pytest

from lookup.checking import faults
from lookup.reading import Unreadable, read_bytes
from lookup.reading.values import SHANGHAI
from tests import documents as make

TODAY = date(2026, 11, 24)


def read(data):
    (document,) = read_bytes(data)
    return document


@pytest.mark.parametrize(
    ("data", "kind", "code", "number", "total"),
    [
        (make.einvoice_xml(), "81", None, make.NUMBER, "113.00"),
        (make.einvoice_xml(kind="02"), "82", None, make.NUMBER, "113.00"),
        (make.einvoice_xml(namespace="urn:example"), "81", None, make.NUMBER, "113.00"),
        (make.einvoice_xml(in_basic=True), "81", None, make.NUMBER, "113.00"),
        (make.old_xml(), "10", "011002000111", "07009901", "100.00"),
        (make.inv_xml(), "08", "011002000111", "07009901", "10440.00"),
        (make.rail_xml(), "51", None, "26119122537000504214", "272.50"),
        (make.rail_xml(taxed=False), "51", None, "26119122537000504214", "272.50"),
        (make.einv_xml(), None, None, make.NUMBER, "113.00"),
        (make.chinese_xml(), "82", None, make.NUMBER, "113.00"),
        (make.pinyin_xml(), None, None, make.NUMBER, "113.00"),
    ],
)
def test_each_variant_is_read_without_warning_or_fault(data, kind, code, number, total):
    document = read(data)
    assert (document.kind, document.code, document.number) == (kind, code, number)
    assert document.total == Decimal(total)
    assert document.warnings == ()
    assert faults(document, today=TODAY) == []


def test_digital_invoice_is_read_in_full():
    document = read(make.einvoice_xml(remark="备注", special="<Toll><PlateNumber>京A12345</PlateNumber></Toll>"))
    assert document.issue_date == date(2026, 10, 12)
    assert document.issued_at == datetime(2026, 10, 12, 10, 15, 30, tzinfo=SHANGHAI)
    assert (document.seller.tax_id, document.seller.name) == (make.SELLER_ID, make.SELLER)
    assert (document.seller.address, document.seller.phone) == ("老街1号", "010-1234567")
    assert (document.seller.bank, document.seller.account) == ("示例银行", "0100")
    assert (document.buyer.tax_id, document.buyer.name) == (make.BUYER_ID, make.BUYER)
    assert (document.amount, document.tax) == (Decimal("100.00"), Decimal("13.00"))
    (line,) = document.lines
    assert (line.name, line.unit, line.quantity, line.price) == ("*餐饮服务*餐费", "项", Decimal(2), Decimal(50))
    assert (line.amount, line.tax_rate, line.tax) == (Decimal("100.00"), "13%", Decimal("13.00"))
    assert line.tax_code == "3070401000000000000"
    assert (document.remark, document.drawer, document.red) == ("备注", "王开", False)
    assert document.special == {"Toll": {"PlateNumber": "京A12345"}}


@pytest.mark.parametrize("written", ["2026-10-12", "2026年10月12日", "20261012", "2026/10/12"])
def test_date_without_time_gives_no_time(written):
    document = read(make.einvoice_xml(issued=written))
    assert (document.issue_date, document.issued_at) == (date(2026, 10, 12), None)


def test_empty_kind_means_kind_unknown():
    assert read(make.einvoice_xml(kind="")).kind is None


def test_natural_person_without_id_has_none():
    assert read(make.einvoice_xml(buyer_id="", buyer="个人")).buyer.tax_id is None


@pytest.mark.parametrize("spelling", ["被红冲蓝字数电发票号码：", "被红冲蓝字数电票号码:"])
def test_red_invoice_names_the_blue_one(spelling):
    document = read(make.red_einvoice_xml("26112000000099900048", make.NUMBER, remark=f"{spelling}{make.NUMBER} 红字"))
    assert (document.red, document.red_of, document.total) == (True, make.NUMBER, Decimal("-113.00"))


def test_untaxed_older_invoice_has_no_tax_figure():
    document = read(make.old_xml())
    assert (document.tax, document.lines[0].tax, document.lines[0].tax_rate) == (None, None, "免税")
    assert document.issue_date == date(2020, 11, 12)
    assert document.buyer.name == make.BUYER


def test_rail_ticket_has_no_seller_and_nil_amounts_are_unsaid():
    document = read(make.rail_xml(taxed=False))
    assert (document.seller.name, document.amount, document.tax) == (None, None, None)
    assert document.special["Railway"]["TravelDate"] == "2026-07-02"


@pytest.mark.parametrize(
    ("written", "canonical"),
    [("0.13", "13%"), ("13%", "13%"), ("0.130000", "13%"), ("0.015", "1.5%"), ("6.00%", "6%"), ("0.1", "10%"),
     ("0", "0%"), ("免税", "免税"), ("不征税", "不征税"), ("***", None), ("", None)],
)  # fmt: skip
def test_tax_rate_has_one_spelling(written, canonical):
    document = read(make.einvoice_xml(lines=(make.LINE | {"TaxRate": written},)))
    assert document.lines[0].tax_rate == canonical


@pytest.mark.parametrize("written", ["一百元", "1e3", "NaN", "Infinity", "9" * 40])
def test_amount_that_is_no_figure_is_unsaid_with_a_warning(written):
    document = read(make.einvoice_xml(total=written))
    assert document.total is None
    assert document.warnings == (f"total: {written[:40]}",)


def test_numbers_that_contradict_each_other_are_a_warning():
    changed = make.einvoice_xml().replace(b"<EIid>26", b"<EIid>25")
    assert len(read(changed).warnings) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_encoding_is_taken_from_the_document(encoding):
    text = make.einvoice_xml().decode().replace('encoding="UTF-8"', f'encoding="{encoding.removesuffix("-sig")}"')
    assert read(text.encode(encoding)).buyer.name == make.BUYER


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   ",
        b"<EInvoice>",
        b"<html><body/></html>",
        b"%PDF-1.7",
        b"PK\x03\x04broken",
        make.einvoice_xml()[:-30],
        make.einvoice_xml().replace(b"<EInvoice>", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><EInvoice>'),
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE EInvoice><EInvoice/>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="nonsense"?><EInvoice/>',
        b"<EInvoice>&file;</EInvoice>",
        b"<a>" * 5000,
    ],
)
def test_what_is_no_invoice_is_unreadable(data):
    with pytest.raises(Unreadable) as refusal:
        read_bytes(data)
    assert refusal.value.detail
