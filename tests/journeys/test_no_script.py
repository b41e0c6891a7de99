"""Every main job in a browser that runs no JavaScript."""
import re

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from .test_application import apply, photo, wait_for_text
from .test_taxpayer import log_in

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]


@pytest.fixture
def plain(stack, open_page):
    with open_page(width=390, java_script_enabled=False) as page:
        log_in(page, stack, stack.account("software-admin"))
        yield page


def test_invoice_is_found_from_the_home_page_opened_and_downloaded(stack, plain):
    plain.goto(stack.url + "/invoices/?status=READY")
    slug = re.search(r"/invoices/([\d-]+)/", plain.inner_html("#results"))[1]
    plain.goto(stack.url)
    plain.locator("#id_number").fill(slug)
    plain.get_by_role("button", name="查询").click()
    plain.locator(f"#results a[href='/invoices/{slug}/']").first.click()
    with plain.expect_download(timeout=60_000) as download:
        plain.locator(f"a[href='/invoices/{slug}/pdf/']").first.click()
    assert download.value.path().read_bytes()[:5] == b"%PDF-"


def test_missing_invoice_is_traced_from_the_home_page(stack, plain):
    plain.goto(stack.url)
    plain.locator("#id_number").fill("2611")
    plain.goto(stack.url + "/trace/")
    plain.get_by_label("发票号码").first.fill("26119999999999999999")
    plain.get_by_role("button", name="查明原因").click()
    assert re.search(r"/trace/[0-9a-f-]{36}/$", plain.url)
    expect(plain.locator(".verdict, main .panel").first).to_be_visible()


def test_file_is_traced(stack, plain):
    plain.goto(stack.url + "/trace/file/")
    plain.locator("input[type=file]").first.set_input_files(photo(113))
    plain.get_by_role("button", name="读取", exact=True).click()
    # Nothing is on the photograph: it says so, and what to do.
    wait_for_text(plain, "发票照片.png")


def test_application_is_made_with_evidence_and_handed_in(stack, plain):
    apply(plain, stack, f"{localdate():%y}312666666666012345", shade=117)
    wait_for_text(plain, "审核中")


def test_messages_and_another_language(stack, plain):
    plain.goto(stack.url + "/messages/")
    plain.locator("main li a, main h2 a").first.wait_for()
    plain.get_by_role("button", name="English").click()
    try:
        assert plain.locator("html").get_attribute("lang") == "en"
        assert plain.url == stack.url + "/messages/"
    finally:
        # Kept with the account, which other journeys use.
        plain.get_by_role("button", name="简体中文").click()
    assert plain.locator("html").get_attribute("lang") == "zh-hans"


def test_what_needs_script_is_not_offered(stack, plain):
    plain.goto(stack.url + "/invoices/")
    for name in ("朗读", "说口令"):
        expect(plain.get_by_role("button", name=name, exact=True)).to_be_hidden()
