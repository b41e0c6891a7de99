"""From a number that the search does not find to where its cause leads, in a real browser against the real stack."""
import re

import pytest
from playwright.sync_api import expect

from tests.feed.batches import announced, contents, written
from tests.intake.documents import number

from .test_taxpayer import log_in

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]


def search(page, stack, wanted: str) -> None:
    page.goto(stack.url + "/invoices/")
    page.get_by_label("发票号码").fill(wanted)
    page.get_by_role("button", name="查询").click()


def main_step(page):
    """Return the one next step that stands below the headline."""
    step = page.locator("#results .next-step").locator("button.button, a.button")
    expect(step).to_have_count(1)
    return step


def test_number_with_two_digits_swapped_leads_to_the_invoice_that_was_meant(stack, open_page):
    with open_page(width=390) as page:
        log_in(page, stack, stack.account("software-admin", "01"))
        page.goto(stack.url + "/invoices/")
        meant = re.findall(r"/invoices/(\d{20})/", page.inner_html("#results"))[0]
        at = next(place for place in range(18, 4, -1) if meant[place] != meant[place + 1])
        search(page, stack, meant[:at] + meant[at + 1] + meant[at] + meant[at + 2 :])

        # Its cause is told in place, without another click.
        expect(page.locator("#results .verdict")).to_contain_text("您要找的可能是这一张")
        expect(page.locator("#results .verdict")).to_contain_text("相邻两位颠倒")
        expect(main_step(page)).to_have_text(f"查看 {meant}")
        main_step(page).click()

        page.wait_for_url(f"**/invoices/{meant}/")
        assert meant in page.inner_text("h1")


def test_number_on_its_way_tells_by_when_and_is_watched(stack, open_page, tmp_path):
    account = stack.account("software-admin", "01")
    on_its_way = contents(batch=9011, announced=announced(4790, buyer=account["tax_id"]))
    stack.manage("import_feed", str(written(tmp_path / "9011", on_its_way)))
    with open_page() as page:
        log_in(page, stack, account)
        search(page, stack, number(4790))

        verdict = page.locator("#results .verdict")
        expect(verdict).to_contain_text("已预告，数据在路上")
        expect(verdict).to_contain_text(re.compile(r"(大约|最迟).*\d{4}-\d{2}-\d{2} \d{2}:\d{2}"))
        expect(main_step(page)).to_have_text("到达时通知我")
        main_step(page).click()

        page.get_by_text("已关注这个号码").wait_for()
        page.goto(stack.url + "/watches/")
        assert number(4790) in page.inner_text("main")
