"""SMS of notices wait for the morning; nothing is lost, no attempt is counted; codes for logging in do not wait."""
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone

from invoice_portal.accounts.sms_codes import send_code
from invoice_portal.gateway.models import OutboxMessage
from invoice_portal.support import delivery
from invoice_portal.support.models import NoticeDelivery
from invoice_portal.support.notices import notify
from invoice_portal.support.quiet import quiet_until
from tests.factories import OperatorFactory

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("hours", "now", "until"),
    [
        ("22:00-08:00", "2026-11-25 21:59:59", None), ("22:00-08:00", "2026-11-25 22:00", "2026-11-26 08:00"),
        ("22:00-08:00", "2026-11-26 00:00", "2026-11-26 08:00"),
        ("22:00-08:00", "2026-11-26 07:59", "2026-11-26 08:00"),
        ("22:00-08:00", "2026-11-26 08:00", None), ("12:00-14:00", "2026-11-26 13:00", "2026-11-26 14:00"),
        ("12:00-14:00", "2026-11-26 14:00", None), ("22:00-08:00", "2026-12-31 23:00", "2027-01-01 08:00"),
        ("", "2026-11-26 03:00", None),
    ],
)  # fmt: skip
def test_edges(settings, hours, now, until):
    settings.QUIET_HOURS = hours
    assert quiet_until(at(now)) == (until and at(until))


@pytest.fixture
def owed(db) -> NoticeDelivery:
    operator = OperatorFactory()
    with transaction.atomic():
        notify(operator.taxpayer, operator=operator, kind="watch_accepted", params={"number": "26112000000000000001"},
               link="/", dedupe_key="x")  # fmt: skip
    return NoticeDelivery.objects.get()


def move_clock(monkeypatch, now: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: now)


def test_night_waits_for_the_morning_and_is_sent_once(owed, settings, monkeypatch):
    settings.QUIET_HOURS = "22:00-08:00"
    NoticeDelivery.objects.update(next_try_at=at("2026-11-25 20:00"))
    move_clock(monkeypatch, at("2026-11-25 23:00"))
    assert delivery.pay(str(owed.pk)) is False
    owed.refresh_from_db()
    assert (owed.state, owed.attempts, owed.next_try_at) == ("OWED", 0, at("2026-11-26 08:00"))
    assert (OutboxMessage.objects.count(), delivery.due()) == (0, [])
    move_clock(monkeypatch, at("2026-11-26 08:00"))
    assert delivery.due() == [owed.pk]
    assert delivery.pay(str(owed.pk)) is True
    assert delivery.pay(str(owed.pk)) is False
    assert OutboxMessage.objects.count() == 1


def test_code_for_logging_in_does_not_wait(db, settings):
    now = timezone.localtime()
    settings.QUIET_HOURS = f"{(now.hour - 1) % 24:02d}:00-{(now.hour + 1) % 24:02d}:00"
    assert quiet_until(timezone.now())
    send_code(operator=OperatorFactory(), purpose="RESET", session="x")
    assert OutboxMessage.objects.count() == 1
