"""A clerk decides with the keys alone: claims, begins from a template, looks at what will be sent, and confirms."""
import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from .test_application import apply, open_case, wait_for_text
from .test_taxpayer import log_in

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]


def tab_to(page, selector: str) -> None:
    """Press Tab until what the selector names has the focus, and see that the focus shows."""
    for _press in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"Tab never comes to {selector}")


def choose(page, text: str) -> None:
    """Go down the list that has the focus until this is chosen."""
    for _press in range(30):
        if page.evaluate("document.activeElement.selectedOptions[0].text") == text:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the list never comes to {text}")


def test_case_is_returned_with_the_keys_alone(stack, open_page):
    number = f"{localdate():%y}312222222222012345"
    with open_page() as page, open_page() as desk:
        log_in(page, stack, stack.account("software-admin"))
        apply(page, stack, number, shade=61)
        wait_for_text(page, "审核中")

        open_case(desk, stack, number)
        desk.locator("form[action$='/act/claim/']").wait_for()
        tab_to(desk, "form[action$='/act/claim/'] button")
        desk.keyboard.press("Enter")
        desk.locator("#id_template").wait_for()
        tab_to(desk, "#id_template")
        choose(desk, "缺发票原件")
        tab_to(desk, "button[hx-post]")
        desk.keyboard.press("Enter")
        expect(desk.locator("#id_reason")).to_be_focused()
        expect(desk.locator("#id_reason")).to_have_value(f"请补充发票 {number} 的原件（PDF、OFD 或 XML）。")
        desk.keyboard.press("Control+End")
        desk.keyboard.type("谢谢。")
        tab_to(desk, "button[formaction$='/preview/return/']")
        desk.keyboard.press("Enter")
        desk.get_by_text("还没有发出").wait_for()
        tab_to(desk, "form[action$='/act/return/'] button")
        desk.keyboard.press("Enter")
        desk.get_by_text("已退回补正").wait_for()
        expect(page.locator("#live")).to_contain_text("原件（PDF、OFD 或 XML）。谢谢。", timeout=20_000)
