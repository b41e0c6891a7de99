"""What is told, to whom, and that it is told once."""
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from invoice_portal.gateway.models import OutboxMessage
from invoice_portal.support.models import Notice
from lookup.document import Party
from lookup.feed.finding import batches_under
from lookup.feed.reading import read_found
from lookup.intake import take_in
from lookup.models import Invoice, Trace, Watch
from lookup.records import accept, correct
from lookup.tasks import look_at_watches, sweep_watches
from tests.factories import OperatorFactory, TaxpayerFactory
from tests.feed.batches import announced, contents, written
from tests.intake.documents import document, xml
from tests.intake.documents import number as number_of
from tests.login import login_as
from tests.lookup.world import issue, party

from .test_begin_and_stop import watch
from .world import NUMBER, OTHER, TODAY, announce, beijing, make_late, refuse, states

pytestmark = pytest.mark.django_db


def read_batch(path) -> None:
    for found in batches_under(path):
        read_found(found)


def told() -> list[str]:
    return list(Notice.objects.order_by("created_at").values_list("kind", flat=True))


def look_again() -> None:
    """As every message that was sent may come again, and the sweeper may come any time."""
    for _time in range(2):
        look_at_watches([str(pk) for pk in Watch.objects.values_list("pk", flat=True)])
        sweep_watches()


def test_arrival_is_told_once_with_a_link_to_the_invoice(page, operator, worker):
    announce(buyer=operator.taxpayer.tax_id)
    watch(page)
    with worker():
        issue(buyer=operator.taxpayer, number=NUMBER)
        look_again()
    notice = Notice.objects.get()
    assert (notice.kind, notice.operator, notice.link) == ("watch_accepted", operator, f"/invoices/{NUMBER}/")
    assert states() == [("TOLD", "ACCEPTED")]
    body = page.get("/messages/").content.decode()
    assert "您关注的发票已到达" in body and NUMBER in body
    # By SMS too, with the last four digits only.
    (sent,) = OutboxMessage.objects.all()
    assert NUMBER[-4:] in sent.text and NUMBER not in sent.text


def test_import_tells_of_what_it_accepts_and_of_what_it_refuses(operator, page, worker, tmp_path):
    source = beijing()
    good, bad = number_of(41), number_of(42)
    watch(page, good)
    watch(page, bad)
    (tmp_path / "good.xml").write_bytes(xml(41, buyer_id=operator.taxpayer.tax_id))
    (tmp_path / "bad.xml").write_bytes(xml(42, buyer_id=operator.taxpayer.tax_id, total="999.00"))
    with worker():
        take_in([tmp_path], source)
    assert sorted(Notice.objects.values_list("kind", "params__number")) == [
        ("watch_accepted", good), ("watch_quarantined", bad),
    ]  # fmt: skip
    refused = Notice.objects.get(kind="watch_quarantined")
    assert "已送达，但未通过校验" in page.get(refused.link).content.decode()
    with worker():
        take_in([tmp_path], source)
        look_again()
    assert len(told()) == 2


def test_batch_tells_of_what_was_announced_and_came(operator, page, worker, tmp_path):
    beijing()
    mine = operator.taxpayer.tax_id
    ahead = contents(batch=901, announced=announced(51, 52, buyer=mine))
    files = {"a.xml": xml(51, buyer_id=mine), "b.xml": xml(52, buyer_id=mine, total="999.00")}
    with worker():
        read_batch(written(tmp_path / "901", ahead))
        for number in (number_of(51), number_of(52)):
            assert "已预告" in page.post("/trace/", {"number": number}, follow=True).content.decode()
            watch(page, number)
    assert told() == []
    with worker():
        read_batch(written(tmp_path / "902", contents(batch=902, files=files)))
        look_again()
    assert sorted(told()) == ["watch_accepted", "watch_quarantined"]
    assert set(states()) == {("TOLD", "ACCEPTED"), ("TOLD", "QUARANTINED")}


def test_refused_batch_makes_its_days_overdue(operator, page, worker, tmp_path):
    source = beijing()
    page.post("/watches/", {"number": NUMBER, "date": TODAY.isoformat()})
    begins = source.spans.get().ends_at
    broken = contents(batch=901, covers={"from": begins.isoformat(), "to": (begins + timedelta(days=1)).isoformat()},
                      files={"a.xml": xml(51)}) | {"a.xml": b"other"}  # fmt: skip
    with worker():
        read_batch(written(tmp_path / "901", broken))
        sweep_watches()
        look_again()
    assert told() == ["watch_overdue"]


def test_number_refused_before_it_was_watched_is_told_when_it_is_accepted(page, operator, worker):
    refuse(buyer=operator.taxpayer.tax_id)
    with worker():
        watch(page)
        look_again()
    assert (told(), states()) == ([], [("WATCHING", "QUARANTINED")])
    with worker():
        issue(buyer=operator.taxpayer, number=NUMBER)
    assert (told(), states()) == (["watch_accepted"], [("TOLD", "ACCEPTED")])


def test_overdue_is_told_once_and_the_arrival_after_it_once(page, operator, worker):
    source = beijing()
    page.post("/watches/", {"number": NUMBER, "date": TODAY.isoformat()})
    with worker():
        sweep_watches()
    assert told() == []
    make_late(source)
    with worker():
        sweep_watches()
        look_again()
    assert (told(), states()) == (["watch_overdue"], [("WATCHING", "BATCH_OVERDUE")])
    with worker():
        issue(buyer=operator.taxpayer, number=NUMBER, day=TODAY)
        look_again()
    assert (told(), states()) == (["watch_overdue", "watch_accepted"], [("TOLD", "ACCEPTED")])


def test_announced_number_whose_batch_is_late_is_told(page, operator, worker):
    announce(buyer=operator.taxpayer.tax_id)
    page.post("/watches/", {"number": NUMBER, "date": TODAY.isoformat()})
    make_late(beijing())
    with worker():
        sweep_watches()
    assert told() == ["watch_overdue"]


def test_batch_that_was_overdue_when_the_watch_began_is_not_told_again(page, worker):
    make_late(beijing())
    page.post("/watches/", {"number": NUMBER, "date": TODAY.isoformat()})
    with worker():
        look_again()
    assert (told(), states()) == ([], [("WATCHING", "BATCH_OVERDUE")])


def test_arrival_whose_message_was_lost_is_found_by_the_sweeper(page, operator, worker):
    beijing()
    for number in (NUMBER, OTHER):
        watch(page, number)
    issue(buyer=operator.taxpayer, number=NUMBER)
    refuse(OTHER, seller=operator.taxpayer.tax_id)
    assert told() == []
    with worker():
        sweep_watches()
        look_again()
    assert sorted(told()) == ["watch_accepted", "watch_quarantined"]


def test_arrival_between_the_answer_and_the_watch_is_told(page, operator, worker):
    beijing()
    answer = page.post("/trace/", {"number": NUMBER}, follow=True)
    issue(buyer=operator.taxpayer, number=NUMBER)
    with worker():
        page.post("/watches/", {"trace": str(answer.context["trace"].pk)})
    assert told() == ["watch_accepted"]


def test_round_of_the_sweeper_reaches_every_watch(page, operator, worker, monkeypatch):
    monkeypatch.setattr("lookup.watches.sweeping.AT_ONCE", 2)
    beijing()
    numbers = [f"{NUMBER[:-2]}{n:02d}" for n in range(5)]
    for number in numbers:
        watch(page, number)
    for number in numbers:
        issue(buyer=operator.taxpayer, number=number)
    with worker():
        for _sweep in range(3):
            sweep_watches()
    assert len(told()) == 5


def test_strangers_invoice_stays_silent_for_ever(page, operator, worker):
    beijing()
    stranger = TaxpayerFactory()
    refused = f"{NUMBER[:-1]}2"
    for number in (NUMBER, OTHER, refused):
        watch(page, number)
    with worker():
        issue(buyer=stranger, number=NUMBER)
        announce(OTHER, buyer=stranger.tax_id)
        refuse(refused, buyer=stranger.tax_id, seller=TaxpayerFactory().tax_id)
        look_again()
    assert (told(), set(states())) == ([], {("WATCHING", "")})


def test_sweeper_does_not_ask_for_ever_about_a_strangers_invoice(page, operator, worker):
    """What was looked at since it came costs no trace any more."""
    beijing()
    watch(page)
    issue(buyer=TaxpayerFactory(), number=NUMBER)
    Invoice.objects.update(changed_at=Invoice.objects.get().changed_at - timedelta(hours=1))
    Watch.objects.update(looked_at=Watch.objects.get().looked_at + timedelta(minutes=5))
    before = Watch.objects.get().looked_at
    with worker():
        sweep_watches()
    assert Watch.objects.get().looked_at == before


def test_operator_of_the_other_side_is_told_nothing_and_the_colleague_is(operator, worker):
    beijing()
    operator.sees_sales = False
    operator.save()
    seller = OperatorFactory(taxpayer=operator.taxpayer, code="02", sees_purchases=False)
    for one in (operator, seller):
        watch(login_as(Client(), one))
    with worker():
        issue(buyer=TaxpayerFactory(), seller=operator.taxpayer, number=NUMBER)
        look_again()
    assert [notice.operator for notice in Notice.objects.all()] == [seller]
    assert NUMBER not in login_as(Client(), operator).get("/messages/").content.decode()


def test_other_taxpayer_of_the_same_person_is_not_told_of(operator, worker, page):
    """The notice can be read with a token of this taxpayer, which never looks into another."""
    beijing()
    other = OperatorFactory(person=operator.person)
    watch(page)
    with worker():
        issue(buyer=other.taxpayer, number=NUMBER)
        look_again()
    assert told() == []


def test_invoice_made_out_to_another_title_is_told_to_who_bears_the_name_only(page, operator, worker):
    beijing()
    for number in (NUMBER, OTHER):
        watch(page, number)
    with worker():
        issue(buyer=TaxpayerFactory(), number=NUMBER)
        # The taxpayer's name, without its tax ID.
        accept(document(1, number=OTHER, buyer=Party(name=operator.taxpayer.name)))
        look_again()
    assert list(Notice.objects.values_list("kind", "params__number")) == [("watch_wrong_title", OTHER)]


def test_correction_that_makes_it_theirs_is_told(page, operator, worker):
    beijing()
    invoice = issue(buyer=TaxpayerFactory(), number=NUMBER)
    watch(page)
    with worker():
        mine = document(1, number=NUMBER, buyer=party(operator.taxpayer))
        correct(invoice, mine, by=operator.person, reason="x", application_id=operator.pk)
    assert told() == ["watch_accepted"]


def test_ended_operator_is_told_nothing_and_their_watch_ends(page, operator, worker):
    beijing()
    watch(page)
    operator.ended_at = timezone.now()
    operator.save()
    with worker():
        issue(buyer=operator.taxpayer, number=NUMBER)
    assert (told(), states()) == ([], [("ENDED", "")])


def test_stopped_watch_tells_nothing(page, operator, worker):
    beijing()
    watch(page)
    page.post(f"/watches/{Watch.objects.get().pk}/stop/")
    with worker():
        issue(buyer=operator.taxpayer, number=NUMBER)
        look_again()
    assert told() == []


def test_fault_at_one_watch_does_not_keep_the_others(page, operator, worker):
    beijing()
    for number in (NUMBER, OTHER):
        watch(page, number)
    # As a question that a later version no longer understands.
    Trace.objects.filter(number=NUMBER).update(asked={"date": "no date"})
    for number in (NUMBER, OTHER):
        issue(buyer=operator.taxpayer, number=number)
    with worker():
        sweep_watches()
    assert list(Notice.objects.values_list("params__number", flat=True)) == [OTHER]
