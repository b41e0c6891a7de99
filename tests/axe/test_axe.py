"""Every page, for everyone to whom it is shown, in both languages and all themes: axe-core finds nothing.

AXE_TABLE names a file to which a table of pages and results is written.
"""
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from invoice_portal.gateway.models import OutboxMessage
from tests.access.world import build
from tests.journeys.browser import OpenPage, open_page  # noqa: F401
from tests.office.world import office  # noqa: F401

from . import failing
from .judging import THEMES, Fault, faults
from .pages import Visitor, visitors

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
#: Width and language: a phone and a desk.
VIEWS = {"zh-hans": 1280, "en": 390}


@pytest.fixture
def everyone(settings, tmp_path, office) -> list[Visitor]:  # noqa: F811
    storages = settings.STORAGES
    settings.STORAGES = storages | {"default": storages["default"] | {"OPTIONS": {"location": str(tmp_path / "files")}}}
    return list(visitors(build(tmp_path)))


@pytest.mark.parametrize("language", VIEWS)
def test_axe_finds_nothing_on_any_page(everyone, language, live_server, open_page, monkeypatch):  # noqa: F811
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's loop runs in this thread
    table: dict[tuple[str, str], list[Fault]] = {}
    for visitor in everyone:
        with open_page(width=VIEWS[language], base_url=live_server.url) as page:
            _be(page.context, visitor, language)
            for name in _opened(page, visitor):
                table[visitor.name, name] = list(faults(page, f"{visitor.name} {name}"))
    _write(table, language)
    wrong = [str(fault) for found in table.values() for fault in found]
    assert len(table) > 100
    assert not wrong, f"{len(wrong)} faults:\n" + "\n".join(wrong)


@pytest.fixture
def failing_portal(settings, db):
    settings.ROOT_URLCONF, settings.DEMO = failing.__name__, True
    OutboxMessage.objects.create(channel="SMS", to="13800000001", text="验证码 000000", key="k")


@pytest.mark.parametrize("language", VIEWS)
def test_axe_finds_nothing_where_something_failed_and_in_the_demo_s_outbox(
    failing_portal, language, live_server, open_page, monkeypatch  # noqa: F811
):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with open_page(width=VIEWS[language], base_url=live_server.url) as page:
        _be(page.context, Visitor("nobody", Client(), (), ()), language)
        wrong = []
        for address in failing.PAGES:
            page.goto(address)
            assert page.locator("h1").count() == 1, address
            wrong += map(str, faults(page, address))
    assert wrong == []


def _opened(page: Page, visitor: Visitor) -> Iterator[str]:
    """Open one page after the other, then those that say what was wrong; yield what each is."""
    for address in visitor.pages:
        page.goto(address)
        yield address
    for address in visitor.wrong:
        page.goto(address)
        with page.expect_navigation():
            page.locator("main form").last.evaluate("form => { form.noValidate = true; form.requestSubmit() }")
        yield f"{address} (refused)"


def _be(context: BrowserContext, visitor: Visitor, language: str) -> None:
    own = visitor.client.cookies.get(django_settings.SESSION_COOKIE_NAME)
    cookies = {django_settings.LANGUAGE_COOKIE_NAME: language}
    if own and own.value:
        cookies[django_settings.SESSION_COOKIE_NAME] = own.value
    context.add_cookies([{"name": n, "value": v, "domain": "localhost", "path": "/"} for n, v in cookies.items()])


def _write(table: dict[tuple[str, str], list[Fault]], language: str) -> None:
    if path := os.environ.get("AXE_TABLE"):
        head = f"| who | page | {' | '.join(THEMES)} |\n|---|---|{'---|' * len(THEMES)}\n"
        rows = [
            f"| {who} | {name} | {' | '.join(str(sum(f.theme == t for f in found)) for t in THEMES)} |\n"
            for (who, name), found in table.items()
        ]
        Path(f"{path}.{language}.md").write_text(head + "".join(rows))
