"""What stands on the page."""

import io
from dataclasses import replace
from decimal import Decimal

import pikepdf
import pypdfium2
import pytest

from lookup.pdf.layout import lay_out
from lookup.pdf.render import render

from .samples import BUYER, SELLER, a_document, a_line

LONG = "深圳市前海深港现代服务业合作区特别长名称科技发展股份有限公司" * 6


def texts(data: bytes) -> list[str]:
    """Return the text of each page, spaces and line ends removed."""
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(data)]


def test_invoice_of_eight_lines_is_one_small_searchable_page():
    data = render(a_document(8))
    (text,) = texts(data)
    assert len(data) <= 60_000
    for part in (
        "电子发票（增值税专用发票）",
        "26112000000000000017",
        "2026年11月01日",
        SELLER.name,
        BUYER.tax_id,
        "*信息技术服务*软件开发服务8",
        "壹仟陆佰圆整",
        "¥1600.00",
        "¥1509.44",
        "¥90.56",
        "王晓明",
        "HT-2026-118",
    ):
        assert part in text


def test_pdf_is_a5_landscape_in_chinese_with_title():
    with pikepdf.open(io.BytesIO(render(a_document()))) as pdf:
        box = [round(float(side) / 72 * 25.4) for side in pdf.pages[0].MediaBox]
        assert (box, str(pdf.Root.Lang)) == ([0, 0, 210, 148], "zh-CN")
        assert "26112000000000000017" in str(pdf.docinfo["/Title"])


def test_pdf_is_archivable_tagged_and_carries_the_xml():
    with pikepdf.open(io.BytesIO(render(a_document(), original=b"<EInvoice/>"))) as pdf:
        with pdf.open_metadata() as said:
            assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("3", "U")
        assert pdf.Root.MarkInfo.Marked and "/OutputIntents" in pdf.Root
        assert pdf.attachments["invoice.xml"].get_file().read_bytes() == b"<EInvoice/>"
        assert all(str(file.AFRelationship) == "/Source" for file in pdf.Root.AF)
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert fonts and all("/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in fonts)
    with pikepdf.open(io.BytesIO(render(a_document()))) as pdf:
        assert not list(pdf.attachments)


@pytest.mark.parametrize(
    ("kind", "title"), [("82", "电子发票（普通发票）"), ("10", "增值税电子普通发票"), (None, "电子发票")]
)
def test_title_follows_the_kind(kind, title):
    assert title in texts(render(a_document(kind=kind)))[0]


def test_many_lines_go_over_several_pages_with_subtotals_that_sum_up():
    document = a_document(90)
    layout = lay_out(document)
    assert sum(len(page.rows) for page in layout.pages) == 90
    assert sum(Decimal(page.subtotal[0]) for page in layout.pages) == document.amount
    assert [page.last for page in layout.pages] == [False] * (len(layout.pages) - 1) + [True]
    pages = texts(render(document))
    assert len(pages) == len(layout.pages) > 2
    assert all("小计" in page and SELLER.tax_id in page for page in pages)
    assert ["价税合计" in page for page in pages] == [page.last for page in layout.pages]


@pytest.mark.parametrize(
    "document",
    [
        a_document(1, seller=replace(SELLER, name=LONG), buyer=replace(BUYER, name=LONG)),
        a_document(1, lines=(a_line(name=LONG * 3, spec="ABC-" * 40),), remark=LONG * 12),
        a_document(
            60, code="011001900111", number="12345678", kind="10", seller=replace(SELLER, address=LONG, bank=LONG)
        ),
    ],
    ids=["parties", "goods and remark", "contacts of an old form"],
)
def test_long_texts_are_printed_whole_and_inside_the_page(document):
    data = render(document)
    whole = "".join(texts(data))
    assert whole.count(LONG[:20]) >= 1
    layout = lay_out(document)
    printed = sum(len(row.cells[0]) for page in layout.pages for row in page.rows)
    assert printed == sum(len(line.name) for line in document.lines)
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        assert min(box[1] for box in boxes) > 8 and max(box[2] for box in boxes) < 210 / 25.4 * 72 - 8


def test_red_letter_invoice_says_so_and_what_it_reverses():
    minus = {"amount": Decimal("-188.68"), "tax": Decimal("-11.32")}
    document = a_document(
        1, **minus, total=Decimal("-200.00"), red=True, red_of="26112000000000000009", lines=(a_line(**minus),)
    )
    (text,) = texts(render(document))
    assert all(part in text for part in ("红字", "（负数）贰佰圆整", "¥-200.00", "26112000000000000009"))


def test_mark_stands_on_every_page_and_only_when_asked_for():
    assert all("已作废" in text for text in texts(render(a_document(60), status_mark="已作废")))
    assert "已作废" not in texts(render(a_document()))[0]


def test_markup_and_addresses_in_a_name_are_text():
    evil = '<img src="file:///etc/passwd"><script>x</script> (\\) >> endobj'
    assert evil.replace(" ", "") in texts(render(a_document(seller=replace(SELLER, name=evil))))[0]


def test_rare_characters_are_printed_by_further_fonts_and_what_none_has_keeps_its_meaning():
    """𠮷 is in the Japanese font, 한 in the Korean one; an emoji is in none, and printed as 〓."""
    data = render(a_document(seller=replace(SELLER, name="𠮷田한국😀贸易")))
    assert "𠮷田한국😀贸易" in texts(data)[0]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages[0].Resources.Font) == 3
    assert "〓" not in texts(data)[0]


def test_what_is_read_aloud_has_its_order_its_headings_and_its_cells():
    data = render(a_document(2), code="7K3M-9QXA-0B1C-R2TV")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (page,) = pdf.Root.StructTreeRoot.K[0].K
        assert [str(part.S) for part in page.K][:5] == ["/Figure", "/H1", "/P", "/P", "/Table"]
        figures = [str(part.Alt) for part in page.K if part.S == "/Figure"]
        assert figures == ["发票二维码", "核验二维码，核验码 7K3M-9QXA-0B1C-R2TV"]
        goods = [part for part in page.K if part.S == "/Table"][1]
        assert [[str(cell.S) for cell in row.K] for row in goods.K] == [["/TH"] * 8, ["/TD"] * 8, ["/TD"] * 8]
        assert all(str(cell.A.Scope) == "/Column" for cell in goods.K[0].K)
        # Every piece of the page is somebody's, by the number that the page calls it.
        owners = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
        content = pdf.pages[0].Contents.read_bytes().decode()
        assert content.count("/MCID") == len(owners)
        assert content.count("BDC") + content.count("BMC") == content.count("EMC")


def test_empty_document_still_renders():
    assert texts(render(a_document(0, amount=None, tax=None, total=None, lines=(), remark=None, drawer=None)))
