"""A document dropped or photographed, and a message pasted, in a real browser against the real stack."""
import base64
from dataclasses import replace

import pytest

from lookup.pdf.render import render
from lookup.pdf.wording import qr_payload
from tests.intake.documents import document, number, xml
from tests.reading import forms, pictures, sheet

from .test_taxpayer import log_in

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]
DROP = """([data, name]) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const dropped = new DataTransfer();
  dropped.items.add(new File([bytes], name));
  document.querySelector("[data-drop]").dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true }));
}"""
PASTE = """(text) => {
  const field = document.querySelector("input[name=number]");
  const clipboardData = new DataTransfer();
  clipboardData.setData("text", text);
  field.focus();
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def arrived(stack, tmp_path):
    """Let the invoice of this sequence arrive; returns the account of its buyer."""

    def sent(sequence: int) -> dict:
        account = stack.account("software-admin", "01")
        (tmp_path / "invoice.xml").write_bytes(xml(sequence, buyer_id=account["tax_id"]))
        stack.manage("import_invoices", str(tmp_path / "invoice.xml"), "--source", "BJ01")
        return account

    return sent


def drop(page, stack, data: bytes, name: str) -> None:
    page.goto(stack.url + "/trace/file/")
    page.evaluate(DROP, [base64.b64encode(data).decode(), name])
    page.get_by_role("heading", name="我们读到的内容").wait_for(timeout=60_000)


def value(page, label: str) -> str:
    return page.get_by_label(label, exact=True).input_value()


@pytest.mark.parametrize("printed", [render, lambda made: sheet.pdf(*forms.digital(made, seal=True))],
                         ids=["our own", "from elsewhere"])  # fmt: skip
def test_pdf_dropped_is_read_corrected_and_traced(stack, open_page, arrived, printed):
    account = arrived(4801)
    # One digit of the paper is another than the record's.
    made = replace(document(4801), number="26112000000000004891")
    with open_page() as page:
        log_in(page, stack, account)
        drop(page, stack, printed(made), "发票.pdf")
        read = [value(page, label) for label in ("发票号码", "开票日期", "价税合计", "销售方名称", "购买方识别号")]
        assert read == [made.number, "2026-10-12", "106.00", "示例市老街柴火餐饮店", document().buyer.tax_id]

        page.get_by_label("发票号码", exact=True).fill(number(4801))
        page.get_by_role("button", name="追踪这张发票").click()
        page.get_by_role("link", name="打开").first.wait_for()
        assert number(4801) in page.inner_text("main")


def test_photograph_taken_is_read_and_traced(stack, open_page, arrived):
    account = arrived(4802)
    photo = pictures.photograph(qr_payload(document(4802)), angle=20, noise=10, blur=0.5, light=0.7)
    with open_page(width=390) as page:
        log_in(page, stack, account)
        page.goto(stack.url + "/trace/file/")
        taken = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": pictures.encoded(photo, "JPEG")}
        page.get_by_label("或者拍照").set_input_files(taken)
        page.get_by_role("heading", name="我们读到的内容").wait_for(timeout=60_000)
        assert (value(page, "发票号码"), value(page, "价税合计")) == (number(4802), "106.00")
        page.get_by_role("button", name="追踪这张发票").click()
        page.get_by_role("link", name="打开").first.wait_for()


def message(sequence: int) -> str:
    """A mail of 2,000 characters, most of them Chinese: 18,000 bytes in an address."""
    head = "感谢您的惠顾，期待再次为您服务！\n" * 60
    text = f"{head}您的电子发票已开具。\n发票号码：{number(sequence)}\n2026-10-12 开具，价税合计：￥106.00。\n"
    return text + "祝好。" * ((2_000 - len(text)) // 3)


@pytest.mark.parametrize(("address", "button"), [("/invoices/", "查询"), ("/", "查询"), ("/trace/", "查明原因")])
def test_whole_mail_pasted_as_the_number_is_understood(stack, open_page, arrived, address, button):
    account = arrived(4803)
    with open_page(width=390) as page:
        log_in(page, stack, account)
        page.goto(stack.url + address)
        page.evaluate(PASTE, message(4803))
        page.get_by_role("button", name=button, exact=True).click()
        page.get_by_text("从您粘贴的文字里读到").wait_for()
        assert number(4803) in page.inner_text("main")
        assert page.get_by_role("link", name=number(4803)).or_(page.get_by_role("link", name="打开")).count()
        if address == "/invoices/":
            assert page.url.endswith(f"/invoices/?number={number(4803)}&date_from=2026-10-12&date_to=2026-10-12")
            assert value(page, "发票号码") == number(4803)
