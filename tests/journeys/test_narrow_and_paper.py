"""Pages at 320 px, which is 1280 px at 400 %, and on paper."""
import io
import re

import pypdfium2
import pytest

from .test_taxpayer import log_in

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]
PAGES = [
    "/", "/invoices/", "/invoices/?number=26119999999999999999", "/trace/", "/trace/file/", "/batch/", "/watches/",
    "/applications/", "/applications/new/", "/messages/", "/help/", "/help/zh-hans/find-number/",
    "/help/zh-hans/causes/", "/contact/", "/verify/", "/account/", "/account/operators/", "/arrivals/", "/changes/",
    "/exports/",
]  # fmt: skip
#: What belongs to the screen.
MENU = ("退出", "跳到正文", "朗读", "English", "新手引导")


@pytest.mark.parametrize("width", [320, 768])
def test_no_page_has_to_be_scrolled_sideways(stack, open_page, width):
    with open_page(width=width) as page:
        log_in(page, stack, stack.account("software-admin"))
        wide = []
        for address in [*PAGES, *_one_of_each(page, stack)]:
            page.goto(stack.url + address)
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wide.append(address)
        assert wide == []


def test_bar_and_notice_fit_into_320_px(stack, open_page):
    with open_page(width=320) as page:
        page.goto(stack.url + "/login/")
        page.get_by_role("button", name="朗读", exact=True).click()
        page.evaluate("document.getElementById('stale').hidden = false")
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_invoice_trace_case_and_help_are_printed_without_menus(stack, open_page):
    with open_page() as page:
        log_in(page, stack, stack.account("software-admin"))
        for address in [*_one_of_each(page, stack), "/help/zh-hans/causes/"]:
            page.goto(stack.url + address)
            heading = page.locator("main h1").inner_text()
            words = _on_paper(page)
            assert re.sub(r"\s", "", heading)[:6] in words, address
            assert [menu for menu in MENU if menu in words] == [], address


def _one_of_each(page, stack) -> list[str]:
    """Return the addresses of an invoice, of a trace's answer and of an application."""
    found = []
    lists = {"/invoices/": r"/invoices/[\d-]{20,}/", "/applications/": r"/applications/[0-9a-f-]{36}/"}
    for listing, pattern in lists.items():
        page.goto(stack.url + listing)
        found.append(re.search(pattern, page.inner_html("main"))[0])
    page.goto(stack.url + "/trace/?number=26119999999999999999")
    page.get_by_role("button", name="查明原因").click()
    page.wait_for_url(re.compile(r"/trace/[0-9a-f-]{36}/$"))
    return [*found, page.url.removeprefix(stack.url)]


def _on_paper(page) -> str:
    pdf = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4")))
    return re.sub(r"\s", "", "".join(sheet.get_textpage().get_text_range() for sheet in pdf))
