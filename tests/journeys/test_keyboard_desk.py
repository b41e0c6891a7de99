"""The desk with the keys alone, beside the cases: an agent answers in chat, a supervisor lets somebody go."""
import re

import pytest
from playwright.sync_api import expect

from .desk import log_in_desk
from .test_keyboard import tab_to
from .test_keyboard_taxpayer import fill, go
from .test_taxpayer import log_in

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]


def test_agent_takes_answers_and_ends_a_conversation(stack, open_page):
    with open_page() as page, open_page() as desk:
        log_in(page, stack, stack.account("software-admin", "01"))
        page.goto(stack.url + "/support/chat/")
        page.get_by_label("您的问题").fill("红字发票怎么处理？")
        page.locator("main").get_by_role("button", name="发送").click()
        page.get_by_role("button", name="转人工").click()
        conversation = re.search(r"[0-9a-f-]{36}", page.url)[0]

        log_in_desk(desk, stack, stack.account("support"), "/admin/chat/conversation/")
        go(desk, f"a[href*='{conversation}']")
        go(desk, "button[formaction$='/act/take/']")
        fill(desk, "#id_text", "请在原发票的页面上看红冲情况。")
        go(desk, "form[action$='/act/answer/'] button")
        expect(page.locator("#live")).to_contain_text("红冲情况", timeout=20_000)
        go(desk, "button[formaction$='/act/close/']")
        expect(page.locator("#live")).to_contain_text("已由客服结束", timeout=20_000)


def test_supervisor_lifts_what_holds_an_address_back(stack, open_page):
    with open_page() as desk:
        log_in_desk(desk, stack, stack.account("supervisor"), "/admin/")
        desk.goto(stack.url + "/admin/accounts/misuse/?q=203.0.113.24")
        go(desk, "#result_list a[href*='/change/']")
        expect(desk.locator("main")).to_contain_text("已停止")
        go(desk, "a[href$='/lift/']")
        fill(desk, "#id_reason", "已核实是门店的收银网络。")
        tab_to(desk, "main form button")
        go(desk)
        expect(desk.locator("main")).to_contain_text("已解除")
        expect(desk.locator("main")).to_contain_text("已核实是门店的收银网络")


def test_menus_and_filters_open_and_close_by_the_keys(stack, open_page):
    with open_page() as desk:
        log_in_desk(desk, stack, stack.account("supervisor"), "/admin/complaints/complaint/")
        tab_to(desk, "a[role=button][aria-expanded=false]")
        desk.keyboard.press("Enter")
        expect(desk.locator("#changelist-filter")).to_be_visible()
        expect(desk.locator("#changelist-filter :focus")).to_have_count(1)
        desk.keyboard.press("Escape")
        expect(desk.locator("#changelist-filter")).to_be_hidden()
        assert desk.evaluate("document.activeElement.getAttribute('aria-expanded')") == "false"

        who = desk.get_by_role("button", name="supervisor")
        who.focus()
        desk.keyboard.press(" ")
        expect(who).to_have_attribute("aria-expanded", "true")
        tab_to(desk, "[role=button][aria-pressed=false]")
        chosen = desk.evaluate("document.activeElement.innerText")
        desk.keyboard.press("Enter")
        expect(desk.locator("[aria-pressed=true]")).to_have_text(chosen)
        go(desk, "a[href='/admin/second-factor/']")
        expect(desk.get_by_role("heading", name="两步验证", level=2)).to_be_visible()


def test_on_a_phone_the_main_menu_opens_and_closes_by_the_keys(stack, open_page):
    with open_page(width=390) as desk:
        log_in_desk(desk, stack, stack.account("supervisor"), "/admin/complaints/complaint/")
        menu = desk.get_by_role("button", name="主菜单").last
        tab_to(desk, "header [role=button][aria-label='主菜单']")
        desk.keyboard.press("Enter")
        expect(desk.locator("#nav-sidebar :focus")).to_have_count(1)
        desk.keyboard.press("Escape")
        expect(desk.locator("#nav-sidebar")).to_be_hidden()
        expect(menu).to_be_focused()
        desk.keyboard.press("Enter")
        expect(desk.locator("#nav-sidebar :focus")).to_have_count(1)
        go(desk, "#nav-sidebar a[href='/admin/lookup/invoice/']")
        assert desk.url == stack.url + "/admin/lookup/invoice/"
