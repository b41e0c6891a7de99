"""A headless Chromium for a journey; a person is a fresh profile in it."""
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from playwright.sync_api import Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

OpenPage = Callable[..., AbstractContextManager[Page]]


@pytest.fixture
def open_page() -> Iterator[OpenPage]:
    """Give a function that opens a page as a person who was never here before.

    Ended with its test: while it lives an event loop runs, in which Django refuses the database to other tests.
    """
    path = next(filter(None, map(shutil.which, _NAMES)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)

        @contextmanager
        def opened(width: int = 1280, **options) -> Iterator[Page]:
            context = browser.new_context(locale="zh-CN", viewport={"width": width, "height": 900}, **options)
            try:
                yield context.new_page()
            finally:
                context.close()

        yield opened
        browser.close()
