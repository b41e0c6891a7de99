"""Ladders short enough to be climbed in a test, and numbers that nobody has."""
import pytest
from django.utils import timezone

from invoice_portal.accounts.misuse.ladder import LADDER, Rung
from invoice_portal.accounts.models import Misuse
from tests.factories import OperatorFactory
from tests.login import login_as

FREE = 3


@pytest.fixture(autouse=True)
def _short(db, monkeypatch):
    for of, rung in list(LADDER.items()):
        free = 4 * FREE if of == ("NUMBERS", "ADDRESS") else FREE
        monkeypatch.setitem(LADDER, of, Rung(free, rung.distinct))


@pytest.fixture
def operator():
    return OperatorFactory()


@pytest.fixture
def person(client, operator):
    return login_as(client, operator)


def nobodys(at: int) -> str:
    """Return one of a thousand sound numbers that nobody has."""
    return f"26112777000111222{at:03d}"


def try_number(client, number: str):
    return client.post("/trace/", {"number": number})


def use_up(client) -> None:
    """Ask for what nobody has until the next one is held back."""
    for at in range(FREE + 1):
        assert try_number(client, nobodys(at)).status_code == 302


def wait_out(**of) -> None:
    """Let a pause be over."""
    Misuse.objects.filter(**of).update(until=timezone.now())
