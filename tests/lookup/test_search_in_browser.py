"""The search in a real browser: htmx changes the results only, and everything works without it."""

import os

import pytest
from playwright.sync_api import sync_playwright

from lookup.models import Invoice
from tests.factories import TaxpayerFactory

from .world import issue

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("SHOTS")


@pytest.fixture
def world(transactional_db, operator, me):
    seller = TaxpayerFactory(name="上海乙（集团）商贸有限公司")
    made = [issue(buyer=me, seller=seller, total="1234106.00", amount="1234100.00", lines=()) for _ in range(22)]
    made.append(issue(buyer=me, remark="合同 A-7"))
    made.append(issue(buyer=seller, seller=me))
    for invoice, change in zip(
        made[-8:],
        [
            {"validity": "VOIDED"},
            {"validity": "REVERSED"},
            {"pdf_made": True},
            {"conflict": "MISSING_FIELD", "conflict_detail": {"fields": ["tax"]}},
        ],
        strict=False,
    ):
        Invoice.objects.filter(pk=invoice.pk).update(**change)
    return made


@pytest.fixture
def open_page(live_server, client, page, world, monkeypatch):
    """Open pages of the portal as the operator; ``script=False`` turns JavaScript off."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

        def opened(script=True, width=1280):
            context = browser.new_context(
                base_url=live_server.url, locale="zh-CN", java_script_enabled=script,
                viewport={"width": width, "height": 900},
            )  # fmt: skip
            context.add_cookies(
                [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
            )
            tab = context.new_page()
            tab.errors = []
            tab.on("console", lambda said: tab.errors.append(said.text) if said.type == "error" else None)
            tab.on("pageerror", lambda error: tab.errors.append(str(error)))
            return tab

        yield opened
        browser.close()


@pytest.mark.parametrize("script", [True, False])
def test_search_narrows_and_widens_again(open_page, world, script):
    tab = open_page(script=script)
    tab.goto("/invoices/")
    tab.get_by_label("发票号码").fill(f"发票号码： {world[-1].number}")
    tab.get_by_role("button", name="查询").click()
    tab.locator(".chip").wait_for()
    assert tab.locator("#results tbody tr").count() == 1
    assert "number=" in tab.url
    tab.locator(".chip__remove").click()
    tab.locator(".chip").wait_for(state="detached")
    assert tab.locator("#results tbody tr").count() == 20
    assert tab.get_by_label("发票号码").input_value() == ""
    tab.get_by_role("link", name="下一页").click()
    tab.get_by_role("link", name="回到第一页").wait_for()
    assert tab.locator("#results tbody tr").count() == 4
    assert "cursor=" in tab.url
    tab.go_back()
    tab.get_by_role("link", name="下一页").wait_for()
    assert tab.locator("h1").count() == 1
    tab.locator("#results tbody a").first.click()
    tab.wait_for_url(f"**/invoices/{world[-1].slug}/")
    assert "购买方" in tab.locator("main").inner_text()
    assert tab.errors == []


def test_search_with_script_changes_only_the_results(open_page, world):
    tab = open_page()
    tab.goto("/invoices/")
    tab.evaluate("document.querySelector('h1').dataset.same = 'yes'")
    tab.get_by_label("发票号码").fill(world[0].number)
    tab.get_by_role("button", name="查询").click()
    tab.locator(".chip").wait_for()
    assert tab.locator("h1").get_attribute("data-same") == "yes"
    assert tab.url.endswith(f"/invoices/?number={world[0].number}")
    assert tab.errors == []


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_the_screen(open_page, world, width):
    tab = open_page(width=width)
    addresses = {
        "home": "/",
        "list": "/invoices/",
        "chips": "/invoices/?side=purchases&seller=乙",
        "none": "/invoices/?number=2611200000000000007&date_from=2026-01-01&seller=无此人",
        "detail": f"/invoices/{world[-2].slug}/",
        "abnormal": f"/invoices/{world[-5].slug}/",
        "404": "/invoices/26112999999999999999/",
        "error": "/invoices/?date_from=2026-13-40",
    }
    for name, address in addresses.items():
        tab.goto(address)
        if SHOTS:
            tab.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, name
