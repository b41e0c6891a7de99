"""The desk's pages as a browser gets them: light, without an error, every icon drawn, readable before any script."""
import re

import pytest
from playwright.sync_api import Page, expect

from .desk import log_in_desk

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]

#: What of the library's or Django's no page of the desk needs.
_IDLE = re.compile(r"jquery|RelatedObjectLookups|urlify|prepopulate|xregexp|/Inter-")
#: What the desk shows for a state must be a word of the reader's, not the code that we keep.
_CODES = """() => [...document.querySelectorAll("#result_list span.uppercase")]
    .map(label => label.innerText.trim()).filter(text => /^[A-Z][A-Z_]+$/.test(text))"""
#: An icon is a word until its font draws it: then it is as wide as high.
_WORDS_FOR_ICONS = """() => {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = "20px 'Material Symbols Outlined'";
    const drawn = (part, side) => getComputedStyle(part, side).fontFamily.includes("Material");
    const after = part => getComputedStyle(part, "::after").content.match(/^"(.+)"$/)?.[1];
    return [...document.querySelectorAll("*")]
        .flatMap(one => [drawn(one) && !one.children.length && one.innerText, drawn(one, "::after") && after(one)])
        .filter(word => word && /^[a-z_0-9]+$/.test(word.trim()) && pen.measureText(word.trim()).width > 30);
}"""


@pytest.mark.parametrize("person", ["supervisor", "admin"])
def test_every_list_and_form_loads_what_it_uses_and_draws_its_icons(stack, open_page, person):
    with open_page() as page:
        errors, loaded = [], []
        page.on("console", lambda line: errors.append((page.url, line.text)) if line.type == "error" else None)
        page.on("pageerror", lambda error: errors.append((page.url, str(error))))
        page.on("request", lambda request: loaded.append(request.url))
        log_in_desk(page, stack, stack.account(person))
        lists = addresses(page, "a[href^='/admin/'][href$='/']", r"/admin/\w+/\w+/$")
        assert len(lists) > 5
        for address in lists:
            look(page, stack.url + address)
            rows = addresses(page, f"#result_list a[href^='{address}']", r"/$")
            for further in [*rows[:1], *addresses(page, "a[href$='/add/']", r"/add/$")]:
                look(page, stack.url + further)
        assert not errors
        assert any("Material-Symbols" in address for address in loaded)
        assert not [address for address in loaded if _IDLE.search(address)]


def test_it_is_read_before_its_scripts_have_come_and_opens_nothing_by_itself(stack, open_page):
    with open_page() as page:
        page.route(re.compile(r"\.js$"), lambda route: route.abort())
        page.goto(stack.url + "/admin/login/?next=/admin/")
        expect(page.locator("input[name=username]")).to_be_visible()
        expect(page.locator("[x-show=openModal]").first).to_be_hidden()


def addresses(page: Page, selector: str, form: str) -> list[str]:
    """Return where the page's links lead, each once."""
    found = page.eval_on_selector_all(selector, "links => links.map(link => link.getAttribute('href'))")
    return [address for address in dict.fromkeys(found) if re.search(form, address)]


def look(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer.status == 200, address
    page.evaluate("document.fonts.ready")
    assert page.evaluate(_WORDS_FOR_ICONS) == [], address
    assert page.evaluate(_CODES) == [], address
    # The word that draws an icon is not read aloud.
    assert page.locator(".material-symbols-outlined:not([aria-hidden=true], [aria-label])").count() == 0, address
