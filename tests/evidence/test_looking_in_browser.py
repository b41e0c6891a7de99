"""The clerk looks at evidence: it appears when drawn, is turned and enlarged by keyboard, and is a link otherwise."""
import pytest
from django.test import Client
from playwright.sync_api import sync_playwright

from resubmission.picturing.making import make
from tests.factories import OperatorFactory, StaffFactory
from tests.login import login_staff
from tests.review.cases import in_review

from .test_pictures import pdf

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(live_server, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    client = login_staff(Client(), StaffFactory())
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

        def page(**options):
            context = browser.new_context(base_url=live_server.url, locale="zh-CN", **options)
            context.add_cookies([cookie])
            return context.new_page()

        yield page
        browser.close()


def test_pictures_appear_turn_and_grow_by_keyboard(desk):
    case = in_review(OperatorFactory(), files=[pdf()])
    page = desk(viewport={"width": 390, "height": 800})
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: "Content Security" in said.text and troubles.append(said.text))
    page.goto(f"/admin/resubmission/application/{case.pk}/change/")
    page.get_by_text("正在准备图片").wait_for()
    make(str(case.evidence.get().pk))
    picture = page.get_by_role("img", name="第 1 页")
    picture.wait_for(timeout=10_000)
    assert "图片已准备好" in page.locator("[data-said]").inner_text()
    picture.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('[data-sheet] img').naturalWidth > 0")
    before = picture.bounding_box()
    page.get_by_role("button", name="右转").focus()
    page.keyboard.press("Enter")
    turned = picture.bounding_box()
    assert round(turned["width"] / turned["height"], 1) == round(before["height"] / before["width"], 1)
    page.get_by_role("button", name="放大").press("Space")
    grown = picture.bounding_box()
    assert grown["width"] == pytest.approx(turned["width"] * 1.5, abs=2)
    assert "150% · 90°" in page.locator("[data-state]").inner_text()
    page.wait_for_function("document.querySelector('[data-sheet] img').naturalWidth > 1000")
    page.get_by_role("button", name="还原").click()
    assert picture.bounding_box()["width"] == pytest.approx(before["width"], abs=2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert troubles == []


def test_without_a_script_a_picture_is_a_link_to_a_larger_one(desk):
    case = in_review(OperatorFactory(), files=[pdf()])
    make(str(case.evidence.get().pk))
    page = desk(java_script_enabled=False)
    page.goto(f"/admin/resubmission/application/{case.pk}/change/")
    assert not page.get_by_role("button", name="放大").is_visible()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="打开大图").click()
    opened.value.wait_for_load_state()
    answer = opened.value.request.get(opened.value.url)
    assert (answer.status, answer.headers["content-type"]) == (200, "image/jpeg")
