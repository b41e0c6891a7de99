"""What is large is approved by two people, and by nobody alone."""
import pytest
from django.utils.timezone import localdate

from .test_application import apply, open_case, wait_for_text
from .test_taxpayer import log_in

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]
LARGE = ("1000000.00", "60000.00", "1060000.00")


def test_large_case_is_approved_by_a_clerk_and_then_by_another(stack, open_page):
    number = f"{localdate():%y}312777777777012345"
    with open_page() as page, open_page() as first, open_page(width=390) as second:
        log_in(page, stack, stack.account("software-admin"))
        apply(page, stack, number, shade=61, figures=LARGE)
        wait_for_text(page, "审核中")

        open_case(first, stack, number)
        assert "价税合计超过双人审核的金额" in first.inner_text("#content")
        first.get_by_role("button", name="领取").click()
        first.locator("textarea[name=reason]").first.fill("材料齐全")
        first.get_by_role("button", name="初审同意").click()
        assert "申请人现在不会收到通知" in first.inner_text("#content")
        first.get_by_role("button", name="确认初审同意").click()
        first.get_by_text("等待另一名审核员复审").wait_for()
        assert first.get_by_role("button", name="领取").count() == 0
        page.reload()
        assert "审核中" in page.inner_text("main h1")
        assert "材料齐全" not in page.inner_text("main")

        open_case(second, stack, number, who="supervisor")
        assert "材料齐全" in second.inner_text("#content")
        second.get_by_role("button", name="领取").click()
        second.get_by_role("button", name="同意，通过并办结").click()
        second.get_by_role("button", name="并发出").click()
        wait_for_text(page, "审核通过")

        first.reload()
        history = first.inner_text("#content")
        assert "初审同意，转第二人复审" in history and "审核通过并办结" in history
