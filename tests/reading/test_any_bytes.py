"""Whatever comes in, a reader answers with documents or with Unreadable, and its documents can be checked."""
import io
import zipfile
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lookup.checking import faults
from lookup.reading import Unreadable, read_bytes
from lookup.reading.as_json import to_json
from lookup.reading.qr import read_qr
from tests import documents as make

from . import ledgers
from .pictures import OLDER, encoded, page

MADE = [
    make.einvoice_xml(), make.old_xml(), make.inv_xml(), make.rail_xml(), make.einv_xml(), make.chinese_xml(),
    make.pinyin_xml(), make.digital_ofd(), make.zip_of({"a.xml": make.einvoice_xml()}),
    encoded(page(OLDER, size=(300, 300))), encoded(page(OLDER, size=(300, 300)), "JPEG"),
    f"发票号码,开票日期,金额,购方\n{make.NUMBER},2026-10-12,113.00,某公司\n合计,,113,\n".encode("gb18030"),
]  # fmt: skip
#: Each is read by a program of its own, which takes a tenth of a second.
BOOKS = [ledgers.export(ledgers.a_row()), ledgers.xls([["发票号码", "金额"], [make.NUMBER, 113.0]])]
STARTS = [b"", b"<", b"PK\x03\x04", b"<?xml version='1.0'?>", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF____WEBP",
          "发票号码,金额\n".encode(), b"\xff\xfe", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]  # fmt: skip
FEW = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def survives(data):
    try:
        documents = read_bytes(data)
    except Unreadable:
        return
    for document in documents:
        faults(document, today=date(2026, 11, 24))
        to_json(document, "x")


@FEW
@given(st.binary(max_size=300), st.sampled_from(STARTS))
def test_any_bytes_never_raise_anything_else(data, start):
    survives(start + data)


@FEW
@given(st.sampled_from(MADE), st.data())
def test_any_change_to_a_document_never_raises_anything_else(document, data):
    at = data.draw(st.integers(0, len(document) - 1))
    cut = data.draw(st.integers(0, 40))
    survives(document[:at] + data.draw(st.binary(max_size=12)) + document[at + cut :])


@FEW
@given(st.text(max_size=40, alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_any_text_in_a_field_never_raises_anything_else(text):
    line = dict.fromkeys(make.LINE, text)
    survives(make.einvoice_xml(text[:20], issued=text, total=text, tax=text, amount=text, buyer_id=text, lines=(line,)))


@FEW
@given(st.sampled_from(["OFD.xml", "Doc_0/Document.xml", "Doc_0/Tags/Tag.xml", "Doc_0/Tags/CustomTags.xml"]), st.data())
def test_any_change_inside_an_ofd_never_raises_anything_else(name, data):
    with zipfile.ZipFile(io.BytesIO(make.digital_ofd())) as archive:
        files = {member: archive.read(member) for member in archive.namelist()}
    at = data.draw(st.integers(0, len(files[name])))
    cut = data.draw(st.integers(0, 60))
    files[name] = files[name][:at] + data.draw(st.binary(max_size=12)) + files[name][at + cut :]
    survives(make.zip_of(files))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(BOOKS), st.data())
def test_any_change_to_a_workbook_never_raises_anything_else(book, data):
    at = data.draw(st.integers(0, len(book) - 1))
    survives(book[:at] + data.draw(st.binary(max_size=12)) + book[at + data.draw(st.integers(0, 40)) :])


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_change_inside_a_workbook_never_raises_anything_else(data):
    with zipfile.ZipFile(io.BytesIO(BOOKS[0])) as archive:
        files = {member: archive.read(member) for member in archive.namelist()}
    name = data.draw(st.sampled_from(sorted(files)))
    at = data.draw(st.integers(0, len(files[name])))
    cut = data.draw(st.integers(0, 60))
    files[name] = files[name][:at] + data.draw(st.binary(max_size=12)) + files[name][at + cut :]
    survives(make.zip_of(files))


@FEW
@given(st.text(max_size=40, alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"])))
def test_any_text_in_a_cell_or_a_code_never_raises_anything_else(text):
    survives(f"发票号码,代码,日期,税号,金额\n{text},{text},{text},{text},{text}\n".encode())
    for payload in (f"01,31,,{make.NUMBER},{text},{text},,", f"01,10,{make.NUMBER},{text},{text}"):
        if document := read_qr(payload):
            faults(document, today=date(2026, 11, 24))
            to_json(document, "x")
