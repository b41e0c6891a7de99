"""The reading bar with a browser that has no voice (the server speaks) and with one that has; both really speak."""
from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from .desk import log_in_desk
from .modules import module_address

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]

#: A browser with voices: what it is asked to say is kept, and said in no time.
WITH_VOICES = """
(() => {
  const spoken = window.spoken = [];
  let told = [];
  const listeners = [];
  const synthesis = {
    getVoices: () => told,
    addEventListener: (name, listener) => listeners.push(listener),
    cancel() { this.current?.onerror?.({ error: "canceled" }); this.current = null; },
    speak(words) {
      this.current = words;
      spoken.push({ text: words.text, lang: words.lang, rate: words.rate });
      setTimeout(() => { if (this.current === words) { this.current = null; words.onend(); } }, window.pace ?? 30);
    },
  };
  Object.defineProperty(window, "speechSynthesis", { value: synthesis });
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  setTimeout(() => {
    told = [{ lang: "zh-CN", localService: true }, { lang: "en-US", localService: true }];
    listeners.forEach((listener) => listener());
  }, 300);
})();
"""
#: What the page plays, decoded: its seconds, and how loud its loudest moment is.
HEARD = """
window.heard = [];
const made = URL.createObjectURL;
URL.createObjectURL = (blob) => {
  blob.arrayBuffer().then((data) => new OfflineAudioContext(1, 22050, 22050).decodeAudioData(data)).then((sound) => {
    const loudest = sound.getChannelData(0).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    window.heard.push({ seconds: sound.duration, loudest });
  });
  return made(blob);
};
"""


def until(page, expression: str) -> None:
    """Wait for something to hold in the page; the policy forbids wait_for_function's eval."""
    for _look in range(200):
        # A page that is just being left has nothing to say.
        with suppress(Error):
            if page.evaluate(expression):
                return
        page.wait_for_timeout(100)
    raise AssertionError(f"never: {expression}")


def open_bar(page, address: str) -> None:
    page.goto(address)
    expect(page.locator("#reading")).to_be_hidden()
    page.locator("#reading-open").click()


def test_browser_without_a_voice_says_so_and_the_server_speaks(stack, open_page):
    with open_page() as page:
        page.add_init_script(HEARD)
        open_bar(page, stack.url + "/help/zh-hans/not-found/")
        page.get_by_role("button", name="朗读全页").click()
        expect(page.locator("[data-reading-said]")).to_have_text("您的浏览器没有中文语音。可以改用服务器的语音。")
        page.get_by_role("button", name="用服务器的语音朗读").click()
        until(page, "window.heard.length > 0")
        first = page.evaluate("window.heard[0]")
        assert first["seconds"] > 0.5 and first["loudest"] > 0.1
        assert page.evaluate("CSS.highlights.get('reading').size") > 0
        expect(page.locator("[data-reading-where]")).to_contain_text("2 / ", timeout=20_000)

        page.get_by_role("button", name="停止", exact=True).click()
        assert page.evaluate("CSS.highlights.has('reading')") is False
        expect(page.locator("[data-reading-where]")).to_have_text("")


def test_browser_without_speech_at_all_says_so(stack, open_page):
    with open_page(width=390) as page:
        page.add_init_script("Object.defineProperty(window, 'speechSynthesis', { value: undefined });")
        open_bar(page, stack.url + "/login/")
        page.get_by_role("button", name="朗读全页").click()
        expect(page.locator("[data-reading-said]")).to_contain_text("您的浏览器不能朗读")
        expect(page.get_by_role("button", name="用服务器的语音朗读")).to_be_visible()


def test_browser_s_own_voice_reads_in_short_sentences_and_in_each_part_s_language(stack, open_page):
    with open_page() as page:
        page.add_init_script(WITH_VOICES)
        open_bar(page, stack.url + "/help/en/find-number/")
        assert page.evaluate("window.spoken") == []
        page.locator("[data-reading=page]").click()
        expect(page.locator("[data-reading=stop]")).to_be_disabled(timeout=30_000)
        spoken = page.evaluate("window.spoken")
        assert {said["lang"] for said in spoken} == {"zh-CN", "en-US"}
        assert all(len(said["text"]) <= (50 if said["lang"] == "zh-CN" else 150) for said in spoken)
        heading = page.inner_text("main h1")
        assert any(said["text"] in heading and said["lang"] == "en-US" for said in spoken)


def test_part_that_is_selected_is_read_at_the_speed_chosen_and_paused_where_it_was(stack, open_page):
    with open_page() as page:
        page.add_init_script(WITH_VOICES + "window.pace = 60000;")
        open_bar(page, stack.url + "/help/zh-hans/not-found/")
        page.get_by_label("语速").select_option("1.5")
        page.locator(".lead").select_text()
        page.get_by_role("button", name="朗读所选部分").click()
        until(page, "window.spoken.length === 1")
        first = page.evaluate("window.spoken[0]")
        assert first["rate"] == 1.5 and page.inner_text(".lead").startswith(first["text"][:8])

        page.get_by_role("button", name="暂停").click()
        page.get_by_role("button", name="继续").click()
        until(page, "window.spoken.length === 2")
        assert page.evaluate("window.spoken[1].text") == first["text"]
        page.get_by_role("button", name="停止", exact=True).click()

        page.reload()
        expect(page.locator("#reading")).to_be_visible()
        expect(page.get_by_label("语速")).to_have_value("1.5")
        page.wait_for_timeout(800)
        assert page.evaluate("window.spoken") == []


def test_long_number_is_spelled_by_the_browser_too(stack, open_page):
    with open_page() as page:
        page.goto(stack.url + "/login/")
        address = module_address(page, stack, "reading-open", "reading-bar", "reading-voices")
        spelled = page.evaluate(
            "async ([name, text]) => (await import(name)).spelled(text)",
            [address, "号码 26112000000000000001，2026-11-01，12366"],
        )
        assert spelled == "号码 2 6 1 1, 2 0 0 0, 0 0 0 0, 0 0 0 0, 0 0 0 1，2026-11-01，12366"


def test_article_plays_without_javascript(stack, open_page):
    with open_page(java_script_enabled=False) as page:
        page.goto(stack.url + "/help/zh-hans/not-found/")
        expect(page.locator("#reading-open")).to_be_hidden()
        page.get_by_role("button", name="朗读本页").click()
        source = page.locator("audio").get_attribute("src")
        answer = page.request.get(stack.url + source)
        assert answer.headers["content-type"] == "audio/mpeg" and len(answer.body()) > 50_000


def test_desk_is_read_too_without_its_menu_and_the_words_of_its_icons(stack, open_page):
    with open_page() as page:
        page.add_init_script(WITH_VOICES)
        log_in_desk(page, stack, stack.account("supervisor"), "/admin/complaints/complaint/")
        page.goto(stack.url + "/admin/chat/cannedanswer/")
        page.get_by_role("button", name="supervisor").click()
        page.get_by_role("button", name="朗读").click()
        page.get_by_role("button", name="朗读全页").click()
        until(page, "window.spoken.length > 3 && document.querySelector('[data-reading=stop]').disabled")
        spoken = " ".join(page.evaluate("window.spoken.map(words => words.text)"))
        assert "问候" in spoken and "启用" in spoken and "是" in spoken
        assert "两步验证" not in spoken and "check_small" not in spoken and "arrow" not in spoken
