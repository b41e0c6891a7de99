"""Whoever has a whole ledger to look for is not stopped, whatever single questions they put before."""
import pytest

from invoice_portal.accounts.misuse.ladder import LADDER, Rung
from invoice_portal.accounts.models import Misuse

from .tables import csv

pytestmark = pytest.mark.django_db


def nobodys(at: int) -> str:
    return f"26112777000111222{at:03d}"


def test_a_ledger_of_many_rows_that_nobody_has_is_traced_for_who_is_held_back(person, trace, monkeypatch):
    monkeypatch.setitem(LADDER, ("NUMBERS", "ACCOUNT"), Rung(2, distinct=True))
    statuses = [person.post("/trace/", {"number": nobodys(at)}).status_code for at in range(4)]
    assert statuses == [302, 302, 302, 429]
    before = list(Misuse.objects.values())
    run = trace(csv(["发票号码"], *([nobodys(at)] for at in range(300))), "账.csv")
    assert run.state == "DONE" and run.rows.exclude(cause__in=["UNREADABLE", ""]).count() == 300
    assert list(Misuse.objects.values()) == before
