"""Trying invoice numbers one after the other: slowed, then stopped; work that finds things, and ledgers, are not."""
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisAway

from invoice_portal.accounts.misuse.ladder import PAUSES
from invoice_portal.accounts.models import Misuse
from invoice_portal.accounts.tokens import issue_token
from invoice_portal.history.models import Event
from lookup.models import Trace
from lookup.trace.causes import CODES
from lookup.trace.pace import THEIRS
from tests.factories import OperatorFactory, TaxpayerFactory
from tests.login import login_as
from tests.lookup.world import issue

from .conftest import FREE, nobodys, try_number, use_up, wait_out


def api(operator):
    bearer = {"headers": {"Authorization": f"Bearer {issue_token(operator=operator)}"}}
    return lambda address: Client().get(f"/api/v1/{address}", **bearer)


def test_who_tries_numbers_waits_and_is_led_to_the_ledger(person):
    use_up(person)
    traces = Trace.objects.count()
    answer = try_number(person, nobodys(900))
    assert answer.status_code == 429 and answer["Retry-After"] == "60"
    assert "查了太多查不到的号码" in answer.content.decode() and "批量追踪" in answer.content.decode()
    assert nobodys(900) in answer.content.decode(), "what was typed stays"
    assert Trace.objects.count() == traces, "nothing was looked up"


def test_pauses_grow_until_it_is_stopped_for_a_day(person, operator):
    use_up(person)
    lasted = []
    for at in range(100, 100 + len(PAUSES)):
        row = Misuse.objects.get(source="ACCOUNT")
        lasted.append(row.until - row.last_at)
        assert row.state == "SLOWED"
        wait_out(source="ACCOUNT")
        assert try_number(person, nobodys(at)).status_code == 302, "after a pause one may ask again"
    assert lasted == list(PAUSES)
    row = Misuse.objects.get(source="ACCOUNT")
    assert (row.state, row.until - row.stopped_at, row.operator) == ("STOPPED", timedelta(days=1), operator)
    answer = try_number(person, nobodys(900))
    assert int(answer["Retry-After"]) > 86_000 and "联系主管税务机关" in answer.content.decode()
    told = list(Event.objects.filter(subject_type="misuse").values_list("action", flat=True))
    assert told == ["slowed"] * len(PAUSES) + ["stopped"]


def test_what_was_tried_is_kept(person):
    use_up(person)
    assert Misuse.objects.get(source="ACCOUNT").tried == [nobodys(at) for at in range(FREE + 1)]


def test_what_is_found_and_what_is_asked_again_counts_nothing(person, operator):
    mine = [issue(buyer=operator.taxpayer).number for _each in range(FREE + 3)]
    for number in mine + [nobodys(1)] * (FREE + 3):
        assert try_number(person, number).status_code == 302
    assert not Misuse.objects.exists()


def test_every_answer_that_counts_nothing_is_one_of_the_catalogue():
    assert set(CODES) > THEIRS


def test_strangers_numbers_and_nobodys_are_held_back_alike():
    def asked(numbers):
        client = login_as(Client(REMOTE_ADDR=f"10.0.0.{len(seen)}"), OperatorFactory())
        return [try_number(client, number).status_code for number in numbers]

    seen = []
    strangers = [issue(buyer=TaxpayerFactory()).number for _each in range(FREE + 2)]
    seen.append(asked(strangers))
    seen.append(asked([nobodys(at) for at in range(FREE + 2)]))
    assert seen[0] == seen[1] == [302] * (FREE + 1) + [429]


def test_who_is_stopped_sees_their_own_as_before_and_nothing_of_the_rest(person, operator):
    mine, strangers = issue(buyer=operator.taxpayer).number, issue(buyer=TaxpayerFactory()).number
    use_up(person)
    for end in ("", "original/", "pdf/?wait=1"):
        assert person.get(f"/invoices/{mine}/{end}").status_code != 429, end
        for number in (strangers, nobodys(900)):
            assert person.get(f"/invoices/{number}/{end}").status_code == 429, end


@pytest.mark.parametrize("address", ["invoices/{}/", "invoices/{}/pdf/", "invoices/?number={}"])
def test_programs_are_held_back_by_their_token(operator, address):
    ask, mine = api(operator), issue(buyer=operator.taxpayer).number
    statuses = [ask(address.format(nobodys(at))).status_code for at in range(FREE + 2)]
    assert statuses[-1] == 429 and 429 not in statuses[:-1]
    assert ask(f"invoices/{mine}/").status_code == 200
    assert {row.source for row in Misuse.objects.all()} == {"ACCOUNT", "TOKEN"}
    assert ask(f"invoices/{nobodys(901)}/").json()["code"] == "held_back"


def test_a_search_by_number_counts_and_says_why_it_is_not_traced(person):
    for at in range(FREE + 1):
        assert 'id="verdict"' in person.get("/invoices/", {"number": nobodys(at)}).content.decode()
    body = person.get("/invoices/", {"number": nobodys(900)}).content.decode()
    assert 'id="verdict"' not in body and "查了太多查不到的号码" in body


def test_many_accounts_behind_one_address_are_held_back_by_it():
    for at in range(4 * FREE + 1):
        assert try_number(login_as(Client(), OperatorFactory()), nobodys(at)).status_code == 302
    assert try_number(login_as(Client(), OperatorFactory()), nobodys(900)).status_code == 429
    assert Misuse.objects.get().key == "127.0.0.1"
    elsewhere = login_as(Client(REMOTE_ADDR="192.0.2.7"), OperatorFactory())
    assert try_number(elsewhere, nobodys(901)).status_code == 302


def test_addresses_of_one_ipv6_network_are_one_source():
    for at in range(4 * FREE + 1):
        client = Client(REMOTE_ADDR=f"2001:db8:1:2:{at + 1:x}::1")
        assert try_number(login_as(client, OperatorFactory()), nobodys(at)).status_code == 302
    assert Misuse.objects.get().key == "2001:db8:1:2::/64"


def test_redis_emptied_lets_nobody_go(person):
    use_up(person)
    cache.clear()
    assert try_number(person, nobodys(900)).status_code == 429


def test_without_redis_nothing_is_counted_and_work_goes_on(person, monkeypatch):
    def away(*_args, **_kwargs):
        raise RedisAway

    monkeypatch.setattr("invoice_portal.accounts.misuse.counting.cache.add", away)
    for at in range(FREE + 3):
        assert person.get(f"/invoices/{nobodys(at)}/").status_code == 404
    assert not Misuse.objects.exists()


def test_a_quiet_day_later_the_free_ones_are_free_again_and_stops_grow(person):
    use_up(person)
    ago = timezone.now() - timedelta(days=2)
    Misuse.objects.update(state="STOPPED", stopped_at=ago, until=ago, last_at=ago, level=len(PAUSES) + 1)
    cache.clear()
    use_up(person)
    old, new = Misuse.objects.order_by("pk")
    assert (old.state, new.state, new.level) == ("LAPSED", "SLOWED", 1)
    Misuse.objects.filter(pk=new.pk).update(level=len(PAUSES), until=timezone.now())
    assert try_number(person, nobodys(100)).status_code == 302
    new.refresh_from_db()
    assert new.state == "STOPPED" and new.until - new.stopped_at == timedelta(days=2)


def test_what_was_on_its_way_when_the_pause_began_makes_it_no_longer(person, operator):
    from invoice_portal.accounts.misuse import Asking, missed

    use_up(person)
    until = Misuse.objects.get().until
    missed("NUMBERS", [Asking("ACCOUNT", str(operator.pk), operator)], nobodys(800))
    row = Misuse.objects.get()
    assert (row.until, row.level, row.tried[-1]) == (until, 1, nobodys(800))


@pytest.mark.parametrize("more", [
    {"date": "today"}, {"date": "2019-01-05"}, {"date": "2027-12-30"}, {"seller": "某公司"}, {"total": "1.00"},
])  # fmt: skip
def test_what_is_said_beside_a_number_makes_no_guess_free(person, more):
    if more.get("date") == "today":
        more = {"date": f"{timezone.localdate():%Y-%m-%d}"}
    statuses = [person.post("/trace/", {"number": nobodys(at)} | more).status_code for at in range(FREE + 2)]
    assert statuses == [302] * (FREE + 1) + [429]
