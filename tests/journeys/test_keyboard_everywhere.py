"""Every page by the keys: Tab comes to all that can be pressed or filled in, and shows where it is."""
import pytest
from playwright.sync_api import Page

from .desk import log_in_desk
from .test_desk_pages import addresses
from .test_taxpayer import log_in

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]

PORTAL = (
    "/", "/invoices/", "/trace/", "/trace/file/", "/batch/", "/applications/", "/applications/new/?kind=SUPPLEMENT",
    "/messages/", "/watches/", "/exports/", "/arrivals/", "/changes/", "/help/", "/help/causes/", "/help/check/",
    "/support/chat/", "/feedback/", "/contact/", "/account/", "/account/notices/", "/account/password/", "/display/",
    "/privacy/", "/privacy/close/", "/api/docs/",
)  # fmt: skip
#: Marks what can be reached and keeps how it looks without the focus. A group of radio buttons is one stop.
_MARK = """() => {
    const seen = part => part.getClientRects().length && getComputedStyle(part).visibility === "visible";
    const wanted = "a[href], button, input:not([type=hidden], [type=radio]), select, textarea, summary, [tabindex='0']";
    document.activeElement.blur();
    window.look = part => ["outline", "boxShadow", "border", "backgroundColor", "textDecoration"]
        .map(name => getComputedStyle(part)[name]).join();
    const all = [...document.querySelectorAll(wanted)]
        .filter(part => seen(part) && !part.disabled && part.tabIndex >= 0 && !part.closest("[inert]"))
        .filter(part => part.matches("summary") || !part.closest("details:not([open])"));
    for (const [place, part] of all.entries()) { part.dataset.stop = place; part.before_focus = look(part); }
    return all.length;
}"""
#: Where the focus is: which stop, and whether it looks other than before.
_HERE = """() => {
    const part = document.activeElement;
    const around = part.type === "file" || part.type === "checkbox" || part.type === "radio";
    return [part.dataset.stop ?? null, around || look(part) !== part.before_focus];
}"""


def missed(page: Page) -> list[str]:
    """Press Tab through the page and return what it never came to, or where it did not show."""
    stops, reached, shown = page.evaluate(_MARK), set(), set()
    for _press in range(stops + 20):
        page.keyboard.press("Tab")
        stop, shows = page.evaluate(_HERE)
        if stop is not None:
            reached.add(int(stop))
            # A date has stops of its own within, which the browser draws.
            shown |= {int(stop)} if shows else set()
        if len(reached) == stops:
            break
    faults = [("never", stop) for stop in range(stops) if stop not in reached]
    faults += [("unseen", stop) for stop in sorted(reached - shown)]
    told = "s => document.querySelector(`[data-stop='${s}']`)?.outerHTML.slice(0, 200)"
    return [f"{why}: {page.evaluate(told, stop)}" for why, stop in faults]


def test_every_page_of_the_portal(stack, open_page):
    with open_page() as page:
        log_in(page, stack, stack.account("software-admin", "01"))
        found = {}
        for address in PORTAL:
            page.goto(stack.url + address)
            found[address] = missed(page)
        assert {address: faults for address, faults in found.items() if faults} == {}


def test_every_page_of_the_desk(stack, open_page):
    with open_page() as page:
        log_in_desk(page, stack, stack.account("supervisor"))
        found = {"/admin/": missed(page)}
        lists = addresses(page, "a[href^='/admin/'][href$='/']", r"/admin/\w+/\w+/$")
        for address in lists:
            page.goto(stack.url + address)
            found[address] = missed(page)
            rows = addresses(page, f"#result_list a[href^='{address}']", r"/$")
            for further in [*rows[:1], *addresses(page, "a[href$='/add/']", r"/add/$")]:
                page.goto(stack.url + further)
                found[further] = missed(page)
        assert len(found) > 15
        assert {address: faults for address, faults in found.items() if faults} == {}
