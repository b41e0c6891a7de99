"""What one side does is seen by the other on the page that is open, without a reload."""
import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from .test_application import answer, apply, decide_on_page, open_case, wait_for_text
from .test_taxpayer import log_in

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]
SOON = 20_000


def mark(page) -> None:
    """Leave a mark that a reload would wipe."""
    page.evaluate("window.marked = true")


def never_reloaded(page) -> bool:
    return page.evaluate("window.marked === true")


def test_return_answer_and_approval_are_seen_on_the_open_pages_of_both_sides(stack, open_page):
    number = f"{localdate():%y}312555555555012345"
    with open_page() as page, open_page() as desk:
        log_in(page, stack, stack.account("software-admin"))
        apply(page, stack, number, shade=31)
        wait_for_text(page, "审核中")
        mark(page)

        open_case(desk, stack, number)
        decide_on_page(desk, "退回", "请补充付款凭证")
        expect(page.locator("#live")).to_contain_text("请补充付款凭证", timeout=SOON)
        expect(page.locator("#live-said")).to_contain_text("待补正")
        assert never_reloaded(page)

        mark(desk)
        answer(page, shade=32)
        expect(desk.locator("#news")).to_contain_text("补正后再次提交", timeout=SOON)
        assert never_reloaded(desk)
        wait_for_text(page, "审核中")
        mark(page)
        desk.get_by_role("link", name="载入最新内容").click()

        decide_on_page(desk, "通过并办结", "材料齐全")
        expect(page.locator("#live")).to_contain_text("审核通过", timeout=SOON)
        assert never_reloaded(page)
        page.get_by_role("link", name="打开发票记录").click()
        assert number in page.inner_text("main")


def test_clerk_who_types_is_told_of_a_colleague_and_loses_nothing(stack, open_page):
    number = f"{localdate():%y}312444444444012345"
    with open_page() as page, open_page(width=390) as desk, open_page() as other:
        log_in(page, stack, stack.account("software-admin"))
        apply(page, stack, number, shade=41)
        wait_for_text(page, "审核中")
        open_case(desk, stack, number)
        desk.get_by_role("button", name="领取").click()
        desk.locator("#id_reason").fill("写了很久的意见")
        mark(desk)

        open_case(other, stack, number)
        other.get_by_role("button", name="放回").click()
        expect(desk.locator("#news")).to_contain_text("放回", timeout=SOON)
        assert desk.locator("#id_reason").input_value() == "写了很久的意见" and never_reloaded(desk)
        desk.get_by_role("button", name="载入最新内容").click()
        desk.get_by_role("button", name="领取").click()
        assert desk.locator("#id_reason").input_value() == "写了很久的意见"


def test_hidden_page_asks_nothing_until_it_is_looked_at_again(stack, open_page):
    number = f"{localdate():%y}312333333333012345"
    with open_page() as page:
        log_in(page, stack, stack.account("software-admin"))
        apply(page, stack, number, shade=51)
        wait_for_text(page, "审核中")
        asked = []
        page.on("request", lambda request: asked.append(request.url) if "/changes/" in request.url else None)
        page.wait_for_timeout(4_500)
        assert len(asked) == 1
        page.evaluate("""() => {
            Object.defineProperty(document, "hidden", {configurable: true, get: () => true});
            document.dispatchEvent(new Event("visibilitychange"));
        }""")
        page.wait_for_timeout(8_000)
        assert len(asked) == 1
        page.evaluate("""() => {
            Object.defineProperty(document, "hidden", {configurable: true, get: () => false});
            document.dispatchEvent(new Event("visibilitychange"));
        }""")
        page.wait_for_timeout(1_000)
        assert len(asked) == 2
