"""A zip of PDFs and a statement in a real browser, and both at /verify/ by somebody who has no account."""
import re
import zipfile
from base64 import b64encode

import pypdfium2
import pytest
from playwright.sync_api import expect

from .test_taxpayer import log_in

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]
DROP = """async (file) => {
  const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
  const held = new DataTransfer();
  held.items.add(new File([bytes], "paper.pdf", {type: "application/pdf"}));
  const form = document.querySelector("[data-drop]");
  form.dispatchEvent(new DragEvent("drop", {dataTransfer: held, bubbles: true, cancelable: true}));
}"""


def dropped(page, stack, data: bytes) -> str:
    """Drop a file on /verify/; return the headline of the answer."""
    page.goto(stack.url + "/verify/")
    page.evaluate(DROP, b64encode(data).decode())
    page.locator("#verdict").wait_for()
    return page.locator("#verdict").inner_text()


def test_ticked_invoices_are_taken_as_a_zip_and_checked_by_a_stranger(stack, open_page):
    with open_page(width=390) as page:
        log_in(page, stack, stack.account("software-admin", "01"))
        page.goto(stack.url + "/invoices/")
        for at in range(3):
            page.locator("input[name=slug]").nth(at).check()
        page.get_by_role("button", name="下载勾选的 PDF").click()
        page.get_by_role("link", name="下载 ZIP").wait_for(timeout=60_000)
        expect(page.get_by_text("共 3 个 PDF")).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("link", name="下载 ZIP").click()
        assert re.fullmatch(r"发票_\d{8}-\d{4}_3张\.zip", download.value.suggested_filename)
        archive = zipfile.ZipFile(download.value.path())
        papers = [archive.read(name) for name in archive.namelist() if name.endswith(".pdf")]
        assert len(papers) == 3 and "00_发票清单.xlsx" in archive.namelist()
        page.goto(stack.url + "/exports/")
        page.get_by_role("button", name="删除").first.click()
        expect(page.get_by_text("下载包已删除")).to_be_visible()

    altered = bytearray(papers[0])
    altered[len(altered) // 3] ^= 1
    with open_page(width=390) as stranger:
        assert "真实" in dropped(stranger, stack, papers[0])
        assert "不一致" in dropped(stranger, stack, bytes(altered))
        text = pypdfium2.PdfDocument(papers[0])[0].get_textpage().get_text_range()
        stranger.goto(f"{stack.url}/verify/?code={re.search(r'(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}', text)[0]}")
        expect(stranger.locator("#verdict")).to_contain_text("真实")
        assert stranger.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_verify_works_without_scripts(stack, open_page):
    with open_page(java_script_enabled=False) as page:
        page.goto(stack.url + "/verify/")
        page.get_by_label("核验码").fill("7k3m 9qxa 0b1c r2tv")
        page.get_by_role("button", name="核验", exact=True).click()
        expect(page.locator("#verdict")).to_contain_text("不是本系统签发的")


def test_a_statement_is_asked_for_on_the_trace_and_checked_by_a_stranger(stack, open_page):
    with open_page() as page:
        log_in(page, stack, stack.account("software-admin", "01"))
        page.goto(stack.url + "/trace/?number=26112900000099999999&date=2026-11-01")
        page.locator("main form button.button").first.click()
        page.get_by_role("button", name="开具查无证明").click()
        page.get_by_role("link", name="下载 PDF").wait_for(timeout=60_000)
        with page.expect_download() as download:
            page.get_by_role("link", name="下载 PDF").click()
        data = download.value.path().read_bytes()
    with open_page() as stranger:
        assert dropped(stranger, stack, data) == "✓ 真实"
        expect(stranger.get_by_text("所载时点的情况")).to_be_visible()
