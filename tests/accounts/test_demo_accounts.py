"""The login page offers accounts in demo mode, and only there."""
import json

import pytest


@pytest.fixture
def seeded(settings, tmp_path):
    accounts = [
        {"label": "甲公司 01", "tax_id": "91110000600037341L", "operator": "01", "password": "demo-pw", "staff": False},
        {"label": "审核员", "login": "clerk", "password": "demo-pw", "staff": True},
    ]
    (tmp_path / "demo_accounts.json").write_text(json.dumps(accounts), encoding="utf-8")
    settings.VAR_DIR = tmp_path


def test_login_page_in_demo_mode_offers_the_accounts(seeded, settings, client, db):
    settings.DEMO = True
    page = client.get("/login/").content.decode()
    assert "甲公司 01" in page and "审核员" in page and "demo-pw" in page


def test_login_page_outside_demo_mode_offers_nothing(seeded, settings, client, db):
    assert settings.DEMO is False
    page = client.get("/login/").content.decode()
    assert not any(word in page for word in ("甲公司", "审核员", "demo-pw", "outbox"))


def test_login_page_in_demo_mode_before_seeding_is_shown(settings, client, db, tmp_path):
    settings.DEMO, settings.VAR_DIR = True, tmp_path
    assert client.get("/login/").status_code == 200
