"""Spoken commands, with a browser that listens: what it would hear is said by the test."""
import pytest
from playwright.sync_api import expect

from .test_reading_bar import WITH_VOICES, open_bar, until
from .test_taxpayer import log_in

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]

#: The browser's speech recognition, which ends after each utterance as the real one does.
LISTENING = """
window.SpeechRecognition = class {
  start() { window.ears = this; window.begun = (window.begun ?? 0) + 1; }
  abort() { if (window.ears === this) window.ears = null; this.onend?.(); }
};
window.hear = (...alternatives) => {
  const one = window.ears;
  one.onresult({ results: [alternatives.map((transcript) => ({ transcript }))] });
  if (window.ears === one) { window.ears = null; one.onend(); }
};
"""


def hear(page, *alternatives: str) -> None:
    until(page, "Boolean(window.ears)")
    # What is heard may leave the page: not while the test waits for the page's answer.
    page.evaluate("words => { setTimeout(() => window.hear(...words), 0); }", list(alternatives))
    page.wait_for_timeout(50)


def listen(page, stack, account, address: str) -> None:
    page.add_init_script(WITH_VOICES + LISTENING)
    log_in(page, stack, account)
    open_bar(page, stack.url + address)
    page.get_by_role("button", name="说口令").click()
    page.get_by_role("button", name="同意，开始听").click()


def test_browser_that_cannot_listen_shows_no_button(stack, open_page):
    with open_page() as page:
        page.add_init_script("delete window.SpeechRecognition; delete window.webkitSpeechRecognition;")
        open_bar(page, stack.url + "/login/")
        expect(page.get_by_role("button", name="朗读全页")).to_be_visible()
        expect(page.locator("#voice-listen")).to_be_hidden()


def test_nothing_is_heard_before_the_person_agrees(stack, open_page):
    with open_page() as page:
        page.add_init_script(LISTENING)
        open_bar(page, stack.url + "/login/")
        page.get_by_role("button", name="说口令").click()
        expect(page.get_by_text("有的浏览器会把声音发给它的厂商")).to_be_visible()
        assert page.evaluate("window.begun") is None
        page.get_by_role("button", name="不用了").click()
        assert page.evaluate("window.begun") is None


def test_number_that_is_said_is_read_back_and_searched_only_when_confirmed(stack, open_page):
    with open_page() as page:
        listen(page, stack, stack.account("software-admin"), "/")
        hear(page, "二六一一", "而六一一")
        until(page, "window.spoken.length === 1")
        assert "2 6 1 1" in page.evaluate("window.spoken[0].text")
        hear(page, "九九九九零零零零零零零零四四零四")
        expect(page.locator("#voice-digits")).to_have_text("2611 9999 0000 0000 4404")
        expect(page.locator("#id_number")).to_have_value("")
        hear(page, "不对")
        expect(page.locator("#voice-number")).to_be_hidden()

        hear(page, "2611 9999 0000 0000 4404")
        hear(page, "确认")
        page.wait_for_url("**/invoices/?number=26119999000000004404")
        expect(page.get_by_role("button", name="说口令")).to_have_attribute("aria-pressed", "true")


def test_commands_open_pages_and_turn_them(stack, open_page):
    with open_page() as page:
        listen(page, stack, stack.account("software-admin"), "/")
        pages = {"追踪": "/trace/", "消息": "/messages/", "帮助": "/help/", "查发票": "/invoices/"}
        for said, address in pages.items():
            hear(page, said)
            page.wait_for_url(f"**{address}")
        hear(page, "下一页")
        page.wait_for_url("**cursor=**")
        hear(page, "上一页")
        page.wait_for_url("**/invoices/")
        hear(page, "今天天气")
        expect(page.locator("#voice-said")).to_contain_text("没有听懂“今天天气”")


def test_page_is_read_and_falls_silent_at_a_word(stack, open_page):
    with open_page() as page:
        listen(page, stack, stack.account("software-admin"), "/messages/")
        page.evaluate("window.pace = 60000")
        hear(page, "朗读")
        until(page, "window.spoken.length === 1")
        hear(page, "消息")
        hear(page, "停止")
        expect(page.locator("[data-reading=stop]")).to_be_disabled()
        hear(page, "停止")
        expect(page.get_by_role("button", name="说口令")).to_have_attribute("aria-pressed", "false")
