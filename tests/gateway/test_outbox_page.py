"""The outbox page exists only in demo mode."""
import importlib

import pytest
from django.urls import clear_url_caches

import invoice_portal.urls
from invoice_portal.gateway.sending import send


@pytest.fixture
def demo(settings):
    """Addresses as they are in demo mode, and as they were afterwards."""
    settings.DEMO = True
    importlib.reload(invoice_portal.urls)
    clear_url_caches()
    yield
    settings.DEMO = False
    importlib.reload(invoice_portal.urls)
    clear_url_caches()


def test_outbox_in_demo_mode_shows_newest_first(demo, db, client):
    send("SMS", "13800000001", "first message", key="a")
    send("EMAIL", "a@example.com", "<b>second</b>", subject="Subject", key="b")
    page = client.get("/outbox/").content.decode()
    assert page.index("&lt;b&gt;second&lt;/b&gt;") < page.index("first message")


def test_outbox_outside_demo_mode_does_not_exist(db, client, settings):
    assert settings.DEMO is False
    send("SMS", "13800000001", "first message", key="a")
    assert client.get("/outbox/").status_code == 404
