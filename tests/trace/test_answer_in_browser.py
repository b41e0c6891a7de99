"""The words for the seller are copied in a real browser; without JavaScript no button promises it."""
import pytest
from playwright.sync_api import expect

from tests.journeys.browser import open_page  # noqa: F401 (a fixture)
from tests.login import login_as
from tests.watches.world import NUMBER, beijing

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("script", [True, False])
def test_words_for_the_seller_are_copied_in_place_of_the_search_results(
    live_server, client, operator, open_page, monkeypatch, script  # noqa: F811
):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    beijing()
    login_as(client, operator)
    rights = ["clipboard-read", "clipboard-write"]
    with open_page(base_url=live_server.url, java_script_enabled=script, permissions=rights) as page:
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        page.goto("/invoices/")
        page.get_by_label("发票号码").fill(NUMBER)
        page.get_by_role("button", name="查询").click()
        expect(page.locator("#seller-words")).to_contain_text(NUMBER)
        copy = page.get_by_role("button", name="复制这段话")
        if not script:
            expect(copy).to_have_count(0)
            return
        copy.click()
        expect(page.get_by_role("status").filter(has_text="已复制")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == page.inner_text("#seller-words")
