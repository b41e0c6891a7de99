"""Somebody without an account complains, keeps reference and code, and reads the answer with them."""
import re

import pytest
from playwright.sync_api import expect

from .desk import log_in_desk

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]


def test_complaint_is_followed_without_an_account(stack, open_page):
    with open_page(width=390) as page, open_page() as desk:
        page.goto(stack.url + "/feedback/")
        page.locator("input[name=category][value=SELLER]").check()
        page.get_by_label("经过", exact=True).fill("十一月三日购货，销售方至今拒不开具发票，请查处。")
        page.locator("main form button.button").last.click()
        page.get_by_role("heading", name="已收到，谢谢您").wait_for()
        reference, code = (page.locator("dl.facts strong").nth(n).inner_text() for n in range(2))

        log_in_desk(desk, stack, stack.account("supervisor"), "/admin/complaints/complaint/")
        desk.get_by_role("link", name=reference).click()
        desk.get_by_role("button", name="领取").click()
        desk.locator("#id_text").fill("已约谈销售方，限三日内开具。")
        desk.get_by_role("button", name="答复").click()
        desk.wait_for_load_state()

        page.goto(stack.url + "/feedback/follow/")
        page.get_by_label("受理编号").fill(reference)
        page.get_by_label("查询码").fill(code)
        page.get_by_role("button", name="查看").click()
        page.wait_for_url(re.compile(r"/feedback/[0-9a-f-]{36}/"))
        expect(page.locator("main")).to_contain_text("限三日内开具")
        expect(page.locator("main")).to_contain_text("已答复")
