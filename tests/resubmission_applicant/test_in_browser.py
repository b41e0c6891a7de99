"""The whole way to a reference number in a real browser on a telephone's width, without JavaScript."""
import pytest
from django.test import Client
from django.utils.timezone import localdate
from playwright.sync_api import sync_playwright

from resubmission.models import Application
from tests.factories import OperatorFactory, TaxpayerFactory
from tests.login import login_as

from .test_actions import png

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(live_server, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    client = login_as(Client(), OperatorFactory())
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(
            base_url=live_server.url, locale="zh-CN", viewport={"width": 390, "height": 800}, java_script_enabled=False
        )
        context.add_cookies([cookie])
        yield context.new_page()
        browser.close()


def test_draft_is_filled_submitted_and_withdrawn(phone):
    page = phone
    seller, number = TaxpayerFactory(), f"{localdate():%y}312123456789012345"
    page.goto(f"/applications/new/?kind=SUPPLEMENT&number={number}")
    page.get_by_role("button", name="开始").click()
    page.get_by_label("开票日期").fill(localdate().replace(day=1).isoformat())
    page.get_by_label("销售方识别号").fill(seller.tax_id)
    page.get_by_label("销售方名称").fill(seller.name)
    page.get_by_label("金额（不含税）").fill("1000.00")
    page.get_by_label("税额").fill("60.00")
    page.get_by_label("价税合计").fill("1061.00")
    page.get_by_role("button", name="保存并继续").click()
    page.get_by_role("link", name="价税合计").wait_for()
    page.get_by_label("价税合计").fill("1060.00")
    page.get_by_role("button", name="保存并继续").click()
    page.get_by_label("开票方已交付，平台一直查不到").check()
    page.get_by_role("button", name="保存并继续").click()
    page.get_by_label("选择文件").set_input_files({"name": "票.png", "mimeType": "image/png", "buffer": png()})
    page.get_by_role("button", name="上传", exact=True).click()
    page.get_by_role("link", name="继续：核对并提交").click()
    page.get_by_role("button", name="提交申请").click()
    page.get_by_text("受理编号").wait_for()
    assert Application.objects.get().reference in page.inner_text("main")
    page.get_by_role("link", name="撤销这件申请").click()
    page.get_by_role("button", name="撤销申请").click()
    page.get_by_text("您已撤销这件申请").wait_for()
    assert Application.objects.get().state == "WITHDRAWN"
