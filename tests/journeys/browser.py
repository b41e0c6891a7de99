"""A headless Chromium for the journeys."""
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def open_page(width: int = 1280) -> Iterator[Page]:
    """Open a page in a fresh browser profile, in Chinese."""
    path = next(filter(None, map(shutil.which, _NAMES)))
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        context = browser.new_context(locale="zh-CN", viewport={"width": width, "height": 900}, accept_downloads=True)
        try:
            yield context.new_page()
        finally:
            browser.close()
