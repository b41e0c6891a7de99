"""A headless Chromium for a journey; a person is a fresh profile in it."""
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from invoice_portal.papers.fonts import font_path

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

#: Without a Chinese font a machine draws, and prints, the same empty box for every character.
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir></fontconfig>"""

OpenPage = Callable[..., AbstractContextManager[Page]]


@pytest.fixture
def open_page(tmp_path: Path) -> Iterator[OpenPage]:
    """Give a function that opens a page as a person who was never here before.

    Ended with its test: while it lives an event loop runs, in which Django refuses the database to other tests.
    """
    path = next(filter(None, map(shutil.which, _NAMES)))
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(_FONTS.format(fonts=font_path().parent), encoding="utf-8")
    environment = os.environ | {"FONTCONFIG_FILE": str(fonts)}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS, env=environment)

        @contextmanager
        def opened(width: int = 1280, **options) -> Iterator[Page]:
            context = browser.new_context(locale="zh-CN", viewport={"width": width, "height": 900}, **options)
            try:
                yield context.new_page()
            finally:
                context.close()

        yield opened
        browser.close()
