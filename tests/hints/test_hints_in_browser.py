"""Hints in a real browser: while typing, and without JavaScript after the form is sent."""
import os

import pytest
from playwright.sync_api import Page, expect

from tests.factories import OperatorFactory, TaxpayerFactory
from tests.journeys.browser import open_page  # noqa: F401 (a fixture)
from tests.login import login_as
from tests.lookup.world import issue

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("SHOTS")
CUSTOMER = "上海青松商贸有限公司"


@pytest.fixture
def person(live_server, client, open_page, monkeypatch):  # noqa: F811
    """Give a function that opens a browser in which an operator with one customer is logged in."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    ours = TaxpayerFactory(name="北京云杉软件技术有限公司")
    issue(seller=ours, buyer=TaxpayerFactory(name=CUSTOMER))
    login_as(client, OperatorFactory(taxpayer=ours))
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "domain": "localhost", "path": "/",
               "expires": -1, "httpOnly": True, "secure": False, "sameSite": "Lax"}  # fmt: skip

    def opened(**options):
        return open_page(base_url=live_server.url, storage_state={"cookies": [session], "origins": []}, **options)

    return opened


def said(page: Page, label: str):
    """Return what is said below a field."""
    return page.locator(".field", has=page.get_by_label(label, exact=True)).locator("[aria-live=polite]")


def shoot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


@pytest.mark.parametrize("width", [390, 1280])
def test_hint_comes_while_typing_and_goes_when_it_is_right(person, width):
    with person(width=width) as page:
        errors: list[str] = []
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto("/trace/")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url) if "/hints/" in request.url else None)
        page.get_by_label("发票号码").press_sequentially("26992000000000000001")
        expect(said(page, "发票号码")).to_contain_text("地区代码“99”不存在")
        # Asked when the hand rests, not at every key.
        assert len(asked) < 10
        page.get_by_label("购买方").fill("上海青公商贸有限公司")
        expect(said(page, "购买方")).to_contain_text(f"您的客户“{CUSTOMER}”只差一处")
        shoot(page, f"typing-{width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.get_by_label("发票号码").fill("26112000000000000001")
        expect(said(page, "发票号码")).to_have_text("")
        page.get_by_label("购买方").fill(CUSTOMER)
        expect(said(page, "购买方")).to_have_text("")
        assert page.url.endswith("/trace/") and errors == []


def test_date_is_doubted_beside_the_number_that_it_contradicts(person):
    with person() as page:
        page.goto("/trace/")
        page.get_by_label("发票号码").fill("26112000000000000001")
        page.get_by_label("开票日期", exact=True).fill("2025-10-12")
        expect(said(page, "开票日期")).to_contain_text("与所填的开票日期矛盾")


def test_login_names_the_character_that_is_likely_wrong(person):
    with person() as page:
        page.context.clear_cookies()
        page.goto("/login/")
        page.get_by_label("纳税人识别号").fill("91110108MAI1111111")
        expect(said(page, "纳税人识别号")).to_contain_text("第 11 位的“I”")
        shoot(page, "login")


def test_form_sent_without_script_says_the_same(person):
    with person(java_script_enabled=False) as page:
        page.goto("/invoices/")
        page.get_by_label("发票号码").fill("26992000000000000001")
        page.locator("summary").first.click()
        page.get_by_label("购买方").fill("上海青公商贸有限公司")
        page.get_by_role("button", name="查询").click()
        expect(said(page, "发票号码")).to_contain_text("地区代码“99”不存在")
        expect(said(page, "购买方")).to_contain_text(f"您的客户“{CUSTOMER}”只差一处")
        shoot(page, "no-script")
