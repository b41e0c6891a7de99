"""Quarantined entries judged again after a fix, by command and at the desk."""
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from invoice_portal.accounts.models import StaffMember
from invoice_portal.history.models import Event
from invoice_portal.history.record import history_of
from lookup.models import Entry, Invoice
from tests.factories import StaffFactory, TaxpayerFactory
from tests.intake.documents import number, xml
from tests.login import login_staff

from .batches import everything, folder

pytestmark = pytest.mark.django_db
#: Breaks the rule of its check digit; right once somebody is registered under it.
ODD = "91110000T5MY01MRNX"
Role = StaffMember.Role


@pytest.fixture
def broken(read, tmp_path):
    """Two batches with an odd buyer's invoice each, and one whose amounts can never agree."""
    read(folder(tmp_path / "1", files={"a.xml": xml(1, buyer_id=ODD), "b.xml": xml(2, total="107.00")}))
    read(folder(tmp_path / "2", batch=2, files={"c.xml": xml(3, buyer_id=ODD)}))
    assert sorted(Entry.objects.values_list("reason", flat=True)) == ["AMOUNTS_DISAGREE", *["BAD_BUYER_ID"] * 2]


@pytest.fixture
def mended(broken):
    """What was wrong with the odd buyer is right by now."""
    TaxpayerFactory(tax_id=ODD, registered_at=timezone.now())


def replay(*arguments) -> dict:
    out = io.StringIO()
    call_command("replay", *arguments, json=True, stdout=out)
    return json.loads(out.getvalue())


def entry(sequence: int) -> Entry:
    return Entry.objects.get(number=number(sequence))


def numbers() -> list[str]:
    return sorted(Invoice.objects.values_list("number", flat=True))


def desk(client, role=Role.SUPERVISOR, **said):
    return login_staff(client, StaffFactory(role=role, **said))


def of_entry(sequence: int) -> str:
    return reverse("admin:lookup_entry_replay_one", args=[entry(sequence).pk])


REASONS = "/admin/lookup/entry/replay/"


def test_one_entry(mended):
    report = replay("--entry", str(entry(1).pk), "--why", "已登记")
    assert (report["read"], report["accepted"]) == (1, 1)
    assert numbers() == [number(1)]
    assert entry(1).state == "ACCEPTED"
    told = [(event.action, event.reason) for event in history_of("entry", entry(1).pk)]
    assert told == [("replayed", "已登记"), ("judged_again", "")]


def test_all_of_one_reason(mended):
    assert replay("--reason", "BAD_BUYER_ID")["accepted"] == 2
    assert numbers() == [number(1), number(3)]
    assert entry(2).reason == "AMOUNTS_DISAGREE"


def test_one_batch(mended):
    report = replay("--batch", "BJ01:1")
    assert (report["read"], report["accepted"], report["unchanged"]) == (2, 1, 1)
    assert numbers() == [number(1)]


def test_what_is_still_broken_stays_as_it_is(broken):
    before = everything()
    report = replay("--reason", "BAD_BUYER_ID")
    assert (report["read"], report["accepted"], report["unchanged"]) == (2, 0, 2)
    assert everything() == before


def test_twice_is_once(mended):
    replay("--batch", "BJ01:1")
    before = [everything(), Event.objects.filter(action="judged_again").count()]
    assert replay("--batch", "BJ01:1")["accepted"] == 0
    assert [everything(), Event.objects.filter(action="judged_again").count()] == before


def test_contradiction_of_a_record_is_not_judged_again(read, tmp_path):
    read(folder(tmp_path / "1", files={"a.xml": xml(1)}))
    read(folder(tmp_path / "2", batch=2, files={"a.xml": xml(1, issued="2026-10-13")}))
    differing = Entry.objects.get(reason="DUPLICATE_DIFFERS")
    before = [everything(), Event.objects.count()]
    with pytest.raises(CommandError, match="与记录矛盾"):
        replay("--entry", str(differing.pk))
    assert replay("--batch", "BJ01:2")["read"] == 0
    assert [everything(), Event.objects.count()] == before


@pytest.mark.parametrize(
    "arguments", [("--entry", "987654"), ("--batch", "BJ01:9"), ("--batch", "BJ01"), ("--batch", "一:1"), ()]
)
def test_what_is_not_there_is_told_in_one_line(broken, arguments):
    before = everything()
    with pytest.raises(CommandError) as error:
        replay(*arguments)
    assert "\n" not in str(error.value)
    assert everything() == before


def test_desk_asks_why_and_keeps_who_and_why(client, mended):
    supervisor = desk(client)
    assert "重新判定" in supervisor.get(reverse("admin:lookup_entry_change", args=[entry(1).pk])).content.decode()
    answer = supervisor.post(of_entry(1), {"why": "纳税人已登记"}, follow=True)
    assert "接收 1" in answer.content.decode()
    assert numbers() == [number(1)]
    event = Event.objects.get(subject_type="entry", action="replayed")
    assert (event.reason, event.actor.staff.role) == ("纳税人已登记", "SUPERVISOR")


def test_desk_replays_a_batch_and_a_reason(client, mended):
    supervisor = desk(client)
    batch = reverse("admin:lookup_batch_replay_batch", args=[entry(1).batch_id])
    assert "2 个条目" in supervisor.get(batch).content.decode()
    supervisor.post(batch, {"why": "已登记"})
    assert numbers() == [number(1)]
    assert supervisor.get(f"{REASONS}?reason=BAD_BUYER_ID").status_code == 200
    supervisor.post(REASONS, {"reason": "BAD_BUYER_ID", "why": "已登记"})
    assert numbers() == [number(1), number(3)]
    # Nothing is left of it: said, and nothing done.
    assert supervisor.post(of_entry(1), {"why": "再来"}).status_code == 302
    assert Event.objects.filter(action="replayed").count() == 3


@pytest.mark.parametrize("form", [{}, {"why": " "}, {"why": "x" * 501}])
def test_desk_without_a_reason_changes_nothing(client, mended, form):
    before = [everything(), Event.objects.count()]
    answer = desk(client).post(of_entry(1), form)
    assert answer.status_code == 200 and answer.context["form"].errors["why"]
    assert [everything(), Event.objects.count()] == before


@pytest.mark.parametrize("role", [Role.CLERK, Role.AUDITOR, Role.SUPPORT])
def test_other_roles_may_not(client, mended, role):
    person = desk(client, role)
    addresses = [of_entry(1), REASONS, reverse("admin:lookup_batch_replay_batch", args=[entry(1).batch_id])]
    before = [everything(), Event.objects.count()]
    for address in addresses:
        assert person.get(address).status_code == 403
        assert person.post(address, {"why": "x", "reason": "BAD_BUYER_ID"}).status_code == 403
    if role != Role.SUPPORT:
        page = person.get(reverse("admin:lookup_entry_change", args=[entry(1).pk]))
        assert "重新判定" not in page.content.decode()
    assert [everything(), Event.objects.count()] == before


def test_another_region_is_left_alone(client, mended):
    elsewhere = desk(client, regions=["31"])
    before = [everything(), Event.objects.count()]
    assert elsewhere.post(of_entry(1), {"why": "x"}).status_code == 404
    elsewhere.post(REASONS, {"why": "x", "reason": "BAD_BUYER_ID"})
    assert [everything(), Event.objects.count()] == before


def test_too_many_for_a_page_are_left_to_the_command(client, mended, monkeypatch):
    monkeypatch.setattr("lookup.admin.replay_pages.MOST", 1)
    before = [everything(), Event.objects.count()]
    answer = desk(client).post(REASONS, {"why": "x", "reason": "BAD_BUYER_ID"})
    assert "manage.py replay" in answer.content.decode()
    assert [everything(), Event.objects.count()] == before
