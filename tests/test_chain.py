"""The history of events is a chain: what was written stays provable, whoever writes at once."""
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from invoice_portal.history.models import DayDigest, Event, Link, Unsealed
from invoice_portal.history.publishing import publish_yesterday
from invoice_portal.history.record import record, record_many
from invoice_portal.history.sealing import seal
from invoice_portal.history.verifying import verify

WRITERS, EACH = 8, 25


@pytest.fixture
def chain(transactional_db):
    for place in range(3):
        with transaction.atomic():
            record("invoice", place, "accepted", reason="照文件所载", amount="1.00")
            record_many("invoice", [f"{place}a", f"{place}b"], "announced")


@pytest.fixture
def tamper(chain):
    """Act as someone whom the database lets change anything."""

    def act(statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(statement)
            cursor.execute("SET session_replication_role = origin")

    return act


def asked(capsys) -> dict:
    capsys.readouterr()
    with pytest.raises(CommandError):
        call_command("verify_chain", "--json")
    return json.loads(capsys.readouterr().out)


def test_committed_events_are_sealed_at_once_each_after_the_one_before(chain, capsys):
    call_command("verify_chain", "--json")
    proof = json.loads(capsys.readouterr().out)
    assert (proof["ok"], proof["events"], proof["unsealed"]) == (True, 9, 0)
    links = list(Link.objects.order_by("position"))
    assert [link.position for link in links] == list(range(1, 10))
    assert [bytes(link.previous) for link in links[1:]] == [bytes(link.digest) for link in links[:-1]]
    assert proof["head"] == bytes(links[-1].digest).hex()


def test_what_is_rolled_back_leaves_no_gap(chain):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("invoice", 9, "accepted")
        raise ZeroDivisionError
    with transaction.atomic():
        record("invoice", 10, "accepted")
    proof = verify()
    assert (proof.broken, proof.events) == (None, 10)


def test_eight_writers_at_once_make_one_chain(transactional_db):
    def write(writer: int) -> None:
        for place in range(EACH):
            with transaction.atomic():
                record("invoice", f"{writer}-{place}", "accepted")
                record("invoice", f"{writer}-{place}", "announced")
        connection.close()

    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(write, range(WRITERS)))
    proof = verify()
    assert (proof.broken, proof.events, proof.unsealed) == (None, WRITERS * EACH * 2, 0)


def test_what_nobody_sealed_is_counted_and_sealed_later(transactional_db, monkeypatch):
    monkeypatch.setattr("invoice_portal.history.record.seal_after_commit", lambda: None)
    with transaction.atomic():
        record_many("invoice", range(3), "accepted")
    assert (verify().events, verify().unsealed) == (0, 3)
    assert seal() == 3
    assert (verify().events, verify().unsealed, Unsealed.objects.count()) == (3, 0, 0)


@pytest.mark.parametrize(
    ("statement", "position", "why"),
    [
        ("UPDATE history_event SET reason = 'x' WHERE id = {}", 5, "not what was sealed"),
        ("UPDATE history_event SET data = '{{}}' WHERE id = {}", 4, "not what was sealed"),
        ("UPDATE history_event SET at = at + interval '1 microsecond' WHERE id = {}", 1, "not what was sealed"),
        ("DELETE FROM history_event WHERE id = {}", 5, "event is missing"),
        ("DELETE FROM history_link WHERE event_id = {}", 5, "link is missing"),
    ],
)
def test_first_broken_link_is_named(tamper, capsys, statement, position, why):
    event = Link.objects.get(pk=position).event_id
    tamper(statement.format(event))
    proof = asked(capsys)
    assert (proof["ok"], proof["broken"]["position"]) == (False, position)
    assert why in proof["broken"]["why"]


def test_event_written_past_the_chain_is_named(tamper, capsys):
    tamper("INSERT INTO history_event (at, subject_type, subject_id, action, reason, data) "
           "VALUES (now(), 'invoice', '1', 'accepted', '', '{}')")  # fmt: skip
    assert asked(capsys)["broken"]["event"] == Event.objects.order_by("pk").last().pk


def test_end_that_was_published_cannot_be_cut_off(tamper, capsys):
    assert publish_yesterday() is not None
    tamper("DELETE FROM history_link WHERE position > 7")
    tamper("DELETE FROM history_event WHERE id NOT IN (SELECT event_id FROM history_link)")
    assert "the end is missing" in asked(capsys)["broken"]["why"]


def test_chain_written_anew_differs_from_what_was_published(tamper, capsys):
    publish_yesterday()
    tamper("UPDATE history_event SET reason = 'x'")
    tamper("INSERT INTO history_unsealed SELECT event_id FROM history_link")
    tamper("DELETE FROM history_link")
    seal()
    assert "published" in asked(capsys)["broken"]["why"]


def test_day_is_published_once_with_what_was_sealed_by_then(chain):
    today = timezone.localdate()
    first = publish_yesterday(today)
    assert (first.day, first.position) == (today - timedelta(days=1), 9)
    with transaction.atomic():
        record("invoice", 1, "corrected")
    assert publish_yesterday(today) is None
    second = publish_yesterday(today + timedelta(days=1))
    assert (second.position, DayDigest.objects.count()) == (10, 2)


@pytest.mark.parametrize(("table", "column"), [("event", "reason"), ("link", "previous"), ("daydigest", "position")])
def test_database_refuses_to_change_remove_or_truncate(chain, table, column):
    publish_yesterday()
    truncate = f"ALTER TABLE history_{table} ENABLE TRIGGER history_{table}_whole; TRUNCATE history_{table} CASCADE"
    for statement in (f"UPDATE history_{table} SET {column} = {column}", f"DELETE FROM history_{table}", truncate):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert verify().events == 9


def test_anyone_reads_the_published_digests(chain, client):
    assert "还没有公布过摘要" in client.get("/verify/").content.decode()
    day = publish_yesterday()
    body = client.get("/verify/").content.decode()
    assert bytes(day.digest).hex() in body
    assert f"{day.day:%Y-%m-%d}" in body
