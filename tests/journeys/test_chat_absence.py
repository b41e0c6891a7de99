"""Nobody is at the desk: the helper answers, also a file; a question is kept, a call booked, and people come back."""
import re

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from tests.intake.documents import document, xml

from .desk import log_in_desk
from .test_chat import SOON
from .test_taxpayer import log_in

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]
#: A file is read by the worker, which may have other things to do.
READ = 60_000


@pytest.fixture
def closed_today(stack, open_page):
    """Let a supervisor close the desk for today, and take that back afterwards."""
    with open_page() as desk:
        log_in_desk(desk, stack, stack.account("supervisor"), "/admin/office/officeexception/add/")
        desk.locator("#id_date").fill(f"{localdate():%Y-%m-%d}")
        desk.locator("#id_reason").fill("系统维护")
        desk.locator("[name=_save]").click()
        desk.wait_for_url(stack.url + "/admin/office/officeexception/")
    yield
    with stack.connect() as connection, connection.cursor() as cursor:
        cursor.execute("DELETE FROM office_officeexception WHERE reason = '系统维护'")


def test_question_while_nobody_is_there_is_answered_kept_and_called_back(stack, open_page, closed_today, tmp_path):
    number = document(4811).number
    given = tmp_path / "发票.xml"
    given.write_bytes(xml(4811, buyer_id=stack.account("software-admin", "01")["tax_id"]))
    with open_page(width=390) as page, open_page() as desk:
        log_in(page, stack, stack.account("software-admin", "01"))
        page.goto(stack.url + "/support/chat/")
        expect(page.locator("main")).to_contain_text("现在不在办公时间")
        page.get_by_label("您的问题").fill("这张发票一直没有到")
        page.locator("#chat-file").set_input_files(given)
        page.locator("main").get_by_role("button", name="发送").click()
        page.wait_for_url(re.compile(r"/support/chat/[0-9a-f-]{36}/$"))
        expect(page.locator("#live")).to_contain_text(number, timeout=READ)
        expect(page.locator("#live a[href*='/trace/']").first).to_be_visible()

        page.get_by_role("button", name="转人工").click()
        expect(page.locator("#live")).to_contain_text("现在不在办公时间，人工")
        expect(page.locator("#live")).to_contain_text("您的问题已记下")
        reference = re.search(r"ZX-[\w-]+", page.inner_text("h1"))[0]

        page.get_by_role("link", name="预约回电").click()
        page.get_by_label("时间").select_option(index=1)
        page.get_by_role("button", name="预约", exact=True).click()
        expect(page.locator("main")).to_contain_text("已约好回电")

        log_in_desk(desk, stack, stack.account("support"), "/admin/chat/callback/")
        expect(desk.locator("#result_list tbody td").first).to_have_attribute("data-label", "开始")
        desk.get_by_role("link", name=reference).click()
        desk.get_by_role("button", name="接入").click()
        desk.get_by_role("button", name="显示完整号码").click()
        expect(desk.locator("a[href^='tel:1']")).to_be_visible()
        desk.get_by_role("button", name="已回电").click()
        expect(page.locator("#live")).to_contain_text("已按预约给您回电", timeout=SOON)

        desk.locator("#id_text").press_sequentially("请")
        expect(page.locator("[data-typing-mark]")).to_have_text("客服正在输入……", timeout=SOON)
        page.locator("form[data-stream] textarea").press_sequentially("谢")
        expect(desk.locator("[data-typing-mark]")).to_have_text("对方正在输入……", timeout=SOON)
        desk.locator("#id_text").fill("请放心，已记下。")
        desk.get_by_role("button", name="发送").click()
        expect(page.locator("#live")).to_contain_text("请放心，已记下。", timeout=SOON)
        expect(page.locator("[data-typing-mark]")).to_have_text("")
