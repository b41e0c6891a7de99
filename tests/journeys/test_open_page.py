"""A page that stays open while the portal is upgraded, in a real browser."""
import re

import pytest
from playwright.sync_api import expect

from .test_taxpayer import log_in

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]


def of_a_newer_release(route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, headers=answer.headers | {"portal-release": "newer"})


def test_page_of_an_earlier_release_says_so_and_keeps_what_was_typed(stack, open_page):
    with open_page(width=390) as page:
        log_in(page, stack, stack.account("software-admin"))
        page.goto(stack.url + "/invoices/")
        notice = page.get_by_text("页面已更新，请重新加载。")
        page.route(re.compile(r"/invoices/\?"), of_a_newer_release)
        page.locator("input[name=number]").fill("26119999999999999999")
        page.get_by_role("button", name="查询").click()
        expect(notice).to_be_visible()
        page.unroute(re.compile(r"/invoices/\?"))
        page.goto(stack.url + "/trace/")
        expect(notice).to_be_hidden()

        page.locator("#id_buyer").fill("北京云杉")
        page.evaluate("document.getElementById('stale').hidden = false")
        page.get_by_role("button", name="重新加载").click()
        expect(notice).to_be_hidden()
        expect(page.locator("#id_buyer")).to_have_value("北京云杉")


def test_form_of_a_page_from_before_another_login_is_refused_with_what_was_typed(stack, open_page):
    with open_page() as page:
        log_in(page, stack, stack.account("software-admin"))
        page.goto(stack.url + "/trace/")
        page.locator("#id_seller").fill("上海某某贸易有限公司")
        page.context.clear_cookies(name="csrftoken")
        page.locator("main form button.button").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("页面已过期，请重新加载")
        expect(page.locator("#typed-1")).to_have_value("上海某某贸易有限公司")
        page.get_by_role("link", name="重新加载").click()
        expect(page.locator("#id_seller")).to_be_visible()


def test_file_of_an_earlier_release_leads_to_today_s(stack, open_page):
    with open_page() as page:
        answer = page.request.get(stack.url + "/static/css/portal.000000000000.css")
        assert answer.ok and re.search(r"/static/css/portal\.\w{12}\.css$", answer.url)
        assert page.request.get(stack.url + "/static/css/none.000000000000.css").status == 404
