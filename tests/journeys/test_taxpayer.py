"""What a taxpayer does, in a real browser against the real stack."""
import re

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]


def log_in(page, stack, account) -> None:
    page.goto(stack.url + "/login/")
    page.get_by_label("纳税人识别号").fill(account["tax_id"])
    page.get_by_label("操作员代码").fill(account["operator"])
    page.get_by_label("密码", exact=True).fill(account["password"])
    page.get_by_role("button", name="登录", exact=True).click()


def test_first_login_asks_for_the_code_that_the_phone_got(stack, open_page):
    account = stack.account("foods-admin")
    with open_page() as page:
        log_in(page, stack, account)
        assert "/login/code/" in page.url

        other = page.context.new_page()
        other.goto(stack.url + "/outbox/")
        code = re.search(r"(?<!\d)(\d{6})(?!\d)", other.inner_text("main"))[1]
        page.get_by_label("短信验证码").fill(code)
        page.get_by_role("button", name="确认").click()

        page.get_by_role("button", name="同意并继续").click()
        page.get_by_role("link", name="查发票").first.wait_for()
        page.goto(stack.url + "/invoices/")
        assert page.url == stack.url + "/invoices/"


def test_search_leads_to_the_invoice_and_its_pdf(stack, open_page):
    with open_page(width=390) as page:
        log_in(page, stack, stack.account("software-admin"))
        page.goto(stack.url + "/invoices/?status=ISSUED")
        slug = re.search(r"/invoices/([\d-]+)/", page.inner_html("#results"))[1]
        page.goto(stack.url + "/invoices/")
        page.locator("input[name=number]").fill(" ".join(slug))
        page.get_by_role("button", name="查询").click()
        page.locator(f"#results a[href='/invoices/{slug}/']").first.click()
        assert slug in page.inner_text("main")

        with page.expect_download(timeout=60_000) as download:
            page.locator(f"a[href='/invoices/{slug}/pdf/']").first.click()
        with download.value.path().open("rb") as file:
            assert file.read(5) == b"%PDF-"
