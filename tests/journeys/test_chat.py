"""A taxpayer and an agent talk, each in a browser, and neither loads a page again to see what the other says."""
import re

import pytest
from playwright.sync_api import expect

from .desk import log_in_desk
from .test_live import mark, never_reloaded
from .test_taxpayer import log_in

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]

#: Well below the polling that stands in where no stream can be had, which starts at 3 s and grows.
SOON = 10_000


def test_helper_answers_at_once_and_an_agent_goes_on(stack, open_page):
    with open_page(width=390) as page, open_page() as desk:
        log_in(page, stack, stack.account("software-admin"))
        page.goto(stack.url + "/trace/")
        page.locator(".chat-panel summary").click()
        page.get_by_label("您的问题").fill("为什么查不到 26119999999999999999？")
        page.locator(".chat-panel").get_by_role("button", name="发送").click()
        page.wait_for_url(re.compile(r"/support/chat/[0-9a-f-]{36}/$"))
        expect(page.locator("#live")).to_contain_text("自动助手")
        expect(page.locator("#live a[href*='/trace/']").first).to_be_visible()
        expect(page.locator("main")).to_contain_text("/trace/")
        page.get_by_role("button", name="转人工").click()
        mark(page)

        log_in_desk(desk, stack, stack.account("support"), "/admin/chat/conversation/")
        desk.get_by_role("link", name=re.search(r"ZX-[\w-]+", page.inner_text("h1"))[0]).click()
        desk.get_by_role("button", name="接入").click()
        expect(page.locator("#live")).to_contain_text("客服已接入", timeout=SOON)
        desk.locator("#id_text").fill("销售方还没有上传，请两天后再查。")
        desk.get_by_role("button", name="发送").click()
        expect(page.locator("#live")).to_contain_text("请两天后再查", timeout=SOON)
        assert never_reloaded(page)

        desk.wait_for_load_state()
        mark(desk)
        page.locator("form[data-stream] textarea").fill("好的，谢谢。")
        page.locator("form[data-stream]").get_by_role("button", name="发送").click()
        expect(desk.locator("#live")).to_contain_text("好的，谢谢。", timeout=SOON)
        assert never_reloaded(desk)
