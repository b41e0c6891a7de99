"""The login page offers accounts in demo mode, and only there."""
import json
from io import StringIO

import pytest
from django.core.management import call_command

from invoice_portal.accounts.models import StaffMember
from invoice_portal.demo.accounts import open_accounts
from invoice_portal.history.models import Event


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


def test_demo_cast_is_opened_once_through_the_doors_and_printed(settings, db, tmp_path):
    settings.VAR_DIR = tmp_path
    first = open_accounts()
    assert sorted(StaffMember.objects.values_list("person__login", "role")) == [
        ("admin", "ADMINISTRATOR"), ("auditor", "AUDITOR"), ("clerk", "CLERK"),
        ("supervisor", "SUPERVISOR"), ("support", "SUPPORT"),
    ]  # fmt: skip
    assert Event.objects.filter(subject_type="staff", action="opened").count() == 5
    events = Event.objects.count()
    assert open_accounts() == first and Event.objects.count() == events
    printed = StringIO()
    call_command("demo_accounts", stdout=printed)
    assert all(word in printed.getvalue() for word in ("系统管理员", "审计员（只读）", "/admin/"))
