"""Whatever comes in, a reader answers with documents or with Unreadable, and its documents can be checked."""
import io
import json
import zipfile
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lookup.checking import faults
from lookup.reading import Unreadable, read_bytes
from lookup.reading.as_json import to_json
from lookup.reading.message import read_message
from lookup.reading.pdf import read_pdf
from lookup.reading.printed import Glyph, read_form
from lookup.reading.qr import read_qr
from lookup.reading.wire import from_wire, to_wire
from tests import documents as make

from . import ledgers
from .forms import a_document, an_older, digital, older
from .pictures import OLDER, encoded, page
from .sheet import Sheet, ofd, pdf

MADE = [
    make.einvoice_xml(), make.old_xml(), make.inv_xml(), make.rail_xml(), make.einv_xml(), make.chinese_xml(),
    make.pinyin_xml(), make.digital_ofd(), make.zip_of({"a.xml": make.einvoice_xml()}),
    encoded(page(OLDER, size=(300, 300))), encoded(page(OLDER, size=(300, 300)), "JPEG"),
    f"发票号码,开票日期,金额,购方\n{make.NUMBER},2026-10-12,113.00,某公司\n合计,,113,\n".encode("gb18030"),
]  # fmt: skip
PRINTED = [pdf(*digital(a_document())), pdf(*older(an_older()), attached={"a.xml": make.einvoice_xml()}),
           ofd(*digital(a_document()))]  # fmt: skip
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


def survives_here(data):
    """As ``survives``, in this process: what a reader may die of in its own is not to be hidden."""
    try:
        documents = read_pdf(data) if data.startswith(b"%PDF-") else read_bytes(data)
    except Unreadable:
        return
    for document in documents:
        faults(document, today=date(2026, 11, 24))
        assert from_wire(json.loads(json.dumps(to_wire(document)))) == document


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(PRINTED), st.data())
def test_any_change_to_a_printed_document_never_raises_anything_else(document, data):
    at = data.draw(st.integers(9, len(document) - 1))
    survives_here(document[:at] + data.draw(st.binary(max_size=12)) + document[at + data.draw(st.integers(0, 40)) :])


#: Words of the form and anything else, wherever.
WORDS = st.one_of(
    st.text(max_size=12, alphabet=st.characters(codec="gbk")),
    st.sampled_from([
        "发票号码：", "发票代码：", "开票日期：", "名称：", "纳税人识别号：", "合计", "价税合计（大写）", "（小写）",
        "￥1.00", "项目名称 规格型号 单位 数量 单价 金额 税率 税额", "购", "买", "方", "信", "息", "备", "注", "***",
        "壹圆整", "1" * 20, "开票人：", "电子发票（铁路电子客票）", "票价：", "下载次数：1", make.BUYER_ID,
        "03*2>6<+4/-871*2+>5<6/9*0-4812",
    ]),
)  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 130), WORDS), max_size=40))
def test_any_words_anywhere_on_a_page_never_raise_anything_else(words):
    sheet = Sheet()
    for x, top, text in words:
        sheet.text(x, top, text)
    survives_here(ofd(sheet))
    heaped = [Glyph(letter, x, x + 3, top, top + 3, 3.0) for x, top, text in words for letter in text]
    for one in read_form([heaped], "pdf"):
        faults(one.document, today=date(2026, 11, 24))


@FEW
@given(st.text(max_size=200))
def test_any_message_is_answered(text):
    assert read_message(text).format == "text"
