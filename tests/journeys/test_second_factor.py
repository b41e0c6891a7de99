"""Staff at their first login, and with a recovery code later."""
import pytest

from invoice_portal.accounts.demo import code_at, step_now

from .desk import give_code, give_password

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]
ACCOUNT = {"login": "newcomer", "password": "a-passphrase-for-a-start"}


def test_newcomer_enrols_keeps_the_codes_and_comes_back_with_one(stack, open_page):
    stack.manage("create_staff", ACCOUNT["login"], "--role", "AUDITOR", "--password", ACCOUNT["password"])
    with open_page(390) as page:
        give_password(page, stack, ACCOUNT)
        assert page.locator("img.desk-qr").evaluate("image => image.complete && image.naturalWidth > 100")
        give_code(page, code_at(page.locator(".desk-key").inner_text().replace(" ", ""), step_now()))
        codes = page.locator(".desk-codes code").all_inner_texts()
        with page.expect_download() as download:
            page.get_by_role("link", name="下载").click()
        assert download.value.path().read_text(encoding="utf-8").split() == codes
        assert page.get_by_role("button", name="打印").is_visible()
        page.get_by_role("link", name="已保存，继续").click()
        assert page.url == stack.url + "/admin/"
    with open_page() as page:
        give_password(page, stack, ACCOUNT)
        page.get_by_role("link", name="验证器不在手边？用恢复码").click()
        give_code(page, codes[0])
        assert page.url == stack.url + "/admin/"
        page.get_by_text("恢复码还剩 7 个").first.wait_for()
        page.goto(stack.url + "/admin/second-factor/")
        page.get_by_text("还剩 7 个，共 8 个").wait_for()
    with open_page() as page:
        give_password(page, stack, ACCOUNT)
        page.get_by_role("link", name="验证器不在手边？用恢复码").click()
        give_code(page, codes[0])
        page.get_by_text("或已经用过").wait_for()
        page.goto(stack.url + "/admin/")
        assert "/admin/login/" in page.url
