"""A taxpayer's main jobs with the keys alone: log in, look up, trace, apply, ask in chat, complain, leave."""
import re

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from .test_application import photo
from .test_keyboard import tab_to

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]


def fill(page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.type(text)


def press(page, selector: str, key: str = "Enter") -> None:
    tab_to(page, selector)
    page.keyboard.press(key)


def go(page, selector: str = "") -> None:
    """Press Enter there, or where the focus is, and wait for the page that comes."""
    if selector:
        tab_to(page, selector)
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")


def log_in(page, stack) -> dict:
    account = stack.account("software-admin", "01")
    page.goto(stack.url + "/login/")
    fill(page, "#id_tax_id", account["tax_id"])
    fill(page, "#id_operator", account["operator"])
    fill(page, "#id_password", account["password"])
    page.keyboard.press("Enter")
    page.wait_for_url(stack.url + "/")
    return account


@pytest.fixture
def page(stack, open_page):
    with open_page() as page:
        log_in(page, stack)
        yield page


def test_invoice_is_found_from_the_home_page_and_its_pdf_downloaded(stack, page):
    page.goto(stack.url + "/invoices/?status=READY")
    slug = re.search(r"/invoices/([\d-]+)/", page.inner_html("#results"))[1]
    page.goto(stack.url + "/")
    fill(page, "main input[name=number]", slug)
    go(page)
    go(page, f"main a[href='/invoices/{slug}/']")
    page.wait_for_url(re.compile(rf"/invoices/{slug}/$"))
    tab_to(page, f"a[href='/invoices/{slug}/pdf/']")
    with page.expect_download(timeout=60_000) as download:
        page.keyboard.press("Enter")
    with download.value.path().open("rb") as file:
        assert file.read(5) == b"%PDF-"


def test_missing_invoice_is_traced_and_applied_for(stack, page):
    number = f"{localdate():%y}312234567890012345"
    seller = stack.account("foods-admin")["tax_id"]
    page.goto(stack.url + "/trace/")
    fill(page, "main input[name=number]", number)
    go(page)
    page.wait_for_url(re.compile(r"/trace/[0-9a-f-]{36}/"))
    go(page, "main a[href*='/applications/new/']")
    go(page, "main form button.button")
    page.locator("#id_issue_date").wait_for()
    page.locator("#id_issue_date").focus()  # a date's parts are typed as the browser's language has them
    page.locator("#id_issue_date").fill(localdate().replace(day=1).isoformat())
    said = {"seller_tax_id": seller, "seller_name": "上海禾丰食品贸易有限公司", "amount": "1000.00", "tax": "60.00",
            "total": "1060.00"}  # fmt: skip
    for name, text in said.items():
        fill(page, f"#id_{name}", text)
    go(page)
    press(page, "input[type=radio]", "Space")
    go(page, "main form button.button")
    page.get_by_label("选择文件").wait_for()
    tab_to(page, "input[type=file]")
    page.locator("input[type=file]").set_input_files(photo(171))  # the file dialog is the system's own
    press(page, "main form[enctype] button.button")
    expect(page.locator("[data-have] li")).to_have_count(1, timeout=20_000)
    go(page, "main a.button[href*='/check/']")
    go(page, "main form button.button")
    page.get_by_text("受理编号").first.wait_for()


def test_question_is_asked_in_chat_and_a_call_booked_and_cancelled(stack, page):
    page.goto(stack.url + "/trace/")
    press(page, ".chat-panel summary")
    fill(page, "#panel-text", "发票一直没有到")
    go(page, ".chat-panel form button.button")
    page.wait_for_url(re.compile(r"/support/chat/[0-9a-f-]{36}/$"))
    go(page, "form[action$='/person/'] button")
    page.get_by_text("您的问题已记下").or_(page.get_by_text("客服会尽快接入")).first.wait_for()
    go(page, "a[href$='/call-back/']")
    tab_to(page, "#id_slot")
    page.keyboard.press("ArrowDown")
    assert page.locator("#id_slot").input_value()
    go(page, "main form button.button")
    expect(page.locator("main")).to_contain_text("已约好回电")
    go(page, "form[action$='/call-back/cancel/'] button")
    expect(page.locator("#live")).to_contain_text("已取消")
    fill(page, "#chat-text", "谢谢")
    go(page, "form[data-stream] button.button")
    expect(page.locator("#live")).to_contain_text("谢谢")


def test_complaint_is_sent_and_errors_lead_to_their_fields(stack, page):
    page.goto(stack.url + "/feedback/")
    go(page, "main form button.button")
    page.locator(".error-summary").wait_for()
    press(page, ".error-summary a[href='#id_text']")
    expect(page.locator("#id_text")).to_be_focused()
    page.keyboard.type("十一月三日购货，销售方至今拒不开具发票，请查处。")
    page.keyboard.press("Shift+Tab")
    for _press in range(8):
        if page.locator("input[name=category]:focus").count():
            break
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    go(page, "main form button.button")
    page.get_by_role("heading", name="已收到，谢谢您").wait_for()


def test_language_and_display_are_chosen_and_the_session_left(stack, page):
    page.goto(stack.url + "/display/")
    tab_to(page, "input[name=theme]")
    page.keyboard.press("ArrowDown")
    go(page, "main form button.button")
    expect(page.locator("main")).to_contain_text("显示设置已保存")
    go(page, ".language button[value=en]")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    go(page, ".language button[value=zh-hans]")
    go(page, "form[action='/logout/'] button")
    page.wait_for_url(re.compile(r"/login/"))
    page.goto(stack.url + "/account/")
    assert "/login/" in page.url, "nobody is logged in any more"
