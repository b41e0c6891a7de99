"""Waiting for an invoice and asking for a right, in a real browser against the real stack."""
import pytest
from django.utils.timezone import localdate

from tests.feed.batches import announced, contents, written
from tests.intake.documents import number, xml

from .test_application import wait_for_text
from .test_taxpayer import log_in

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]


def trace(page, stack, wanted: str) -> None:
    page.goto(stack.url + "/trace/")
    page.get_by_label("发票号码").fill(wanted)
    page.get_by_role("button", name="查明原因").click()


def test_announced_number_is_watched_and_its_arrival_told(stack, open_page, tmp_path):
    account = stack.account("software-admin", "01")
    on_its_way = contents(batch=9001, announced=announced(4711, buyer=account["tax_id"]))
    arriving = contents(batch=9002, files={"invoice.xml": xml(4711, buyer_id=account["tax_id"])})
    stack.manage("import_feed", str(written(tmp_path / "9001", on_its_way)))
    with open_page(width=390) as page:
        log_in(page, stack, account)
        assert number(4711) in page.inner_text("main")
        trace(page, stack, number(4711))
        assert "已预告，数据在路上" in page.inner_text("main")
        page.get_by_role("button", name="到达时通知我").click()
        page.get_by_text("已关注这个号码").wait_for()

        stack.manage("import_feed", str(written(tmp_path / "9002", arriving)))

        page.goto(stack.url + "/messages/")
        wait_for_text(page, "您关注的发票已到达")
        page.get_by_role("link", name="您关注的发票已到达").first.click()
        assert number(4711) in page.inner_text("h1")


def test_missing_right_is_asked_for_and_granted_in_one_click_each(stack, open_page):
    buyer, administrator = stack.account("software-purchases"), stack.account("software-admin", "01")
    with open_page() as mine, open_page() as theirs:
        log_in(theirs, stack, administrator)
        theirs.goto(f"{stack.url}/invoices/?side=sales&date_to={localdate()}")
        sold = theirs.locator("#results a[href^='/invoices/2']").first.inner_text()

        log_in(mine, stack, buyer)
        trace(mine, stack, sold)
        mine.get_by_role("button", name="请管理员开通权限").click()
        mine.get_by_text("已请管理员开通权限").wait_for()

        theirs.goto(stack.url + "/account/")
        theirs.get_by_role("button", name="开通").first.click()
        theirs.get_by_text("已为操作员 02 开通").wait_for()

        mine.goto(f"{stack.url}/invoices/{sold}/")
        assert sold in mine.inner_text("h1")
        mine.goto(stack.url + "/messages/")
        assert "权限已开通" in mine.inner_text("main")
