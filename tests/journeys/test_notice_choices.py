"""The box over a group of notices ticks all of it; what is saved is each of them."""
import pytest

from .test_taxpayer import log_in

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]
PAGE = "/account/notices/"


def ticked(page, channel: str) -> list[bool]:
    return page.locator(f'[data-part="watches.{channel}"]').evaluate_all("boxes => boxes.map(box => box.checked)")


def test_box_of_a_group_ticks_and_shows_its_parts(stack, open_page):
    with open_page(width=390) as page:
        log_in(page, stack, stack.account("software-admin"))
        page.goto(stack.url + PAGE)
        whole = page.get_by_label("我关注的发票：到达、异常、迟到：全部用短信")
        assert whole.is_checked()
        whole.uncheck()
        assert ticked(page, "SMS") == [False] * 4
        page.get_by_label("您关注的发票未通过校验：短信").check()
        assert whole.evaluate("box => box.indeterminate")
        page.get_by_role("button", name="保存").click()
        page.get_by_text("通知方式已保存").wait_for()
        assert ticked(page, "SMS") == [False, True, False, False]
        assert ticked(page, "EMAIL") == [False] * 4
        whole = page.get_by_label("我关注的发票：到达、异常、迟到：全部用短信")
        assert whole.evaluate("box => box.indeterminate")
        whole.check()
        assert ticked(page, "SMS") == [True] * 4
        page.get_by_role("button", name="保存").click()
        page.get_by_text("通知方式已保存").wait_for()
