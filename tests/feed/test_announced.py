import pytest

from lookup.intake import take_in
from lookup.models import Announcement, Entry, Invoice
from lookup.sources import register_source, span_of
from tests.intake.documents import BUYER_ID, SELLER_ID, number, xml

from .batches import announced, contents, folder, written

pytestmark = pytest.mark.django_db


def row(sequence: int = 1) -> Announcement:
    return Announcement.objects.get(number=number(sequence))


def reasons(report):
    return {entry["path"]: (entry["reason"], entry["field"]) for entry in report["entries"]}


def test_number_is_on_its_way_until_its_entry_comes(read, tmp_path):
    read(folder(tmp_path / "1", batch=1, announced=announced(1, 2, buyer=BUYER_ID, seller=SELLER_ID)))
    assert (row().seller_tax_id, row().buyer_tax_id, row().arrived_at) == (SELLER_ID, BUYER_ID, None)
    read(folder(tmp_path / "2", 1, batch=2))
    assert row(1).arrived_at
    assert row(2).arrived_at is None


def test_quarantined_entry_has_arrived_too(read, tmp_path):
    read(folder(tmp_path / "1", batch=1, announced=announced(1)))
    read(folder(tmp_path / "2", batch=2, files={"a.xml": xml(1, total="107.00")}))
    assert row().arrived_at


def test_number_whose_entry_is_here_has_arrived_at_once(read, tmp_path):
    read(folder(tmp_path / "2", 1, batch=2))
    read(folder(tmp_path / "1", batch=1, announced=announced(1)))
    assert row().arrived_at


def test_loose_document_of_another_source_arrives_too(read, tmp_path):
    read(folder(tmp_path / "1", batch=1, announced=announced(1)))
    other = register_source(code="SH01", name="上海", region="31", every=span_of("24h"))
    (tmp_path / "a.xml").write_bytes(xml(1))
    take_in([tmp_path / "a.xml"], other)
    assert row().arrived_at


def test_older_number_is_announced_with_its_code(read, tmp_path):
    said = [{"number": "011002000111-07009901", "seller": SELLER_ID, "buyer": None}]
    read(folder(tmp_path / "1", announced=said))
    kept = Announcement.objects.get()
    assert (kept.code, kept.number, kept.buyer_tax_id) == ("011002000111", "07009901", "")


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_number_announced_twice_keeps_the_first_and_fills_in_its_buyer(read, tmp_path, order):
    said = {1: announced(1, seller=SELLER_ID), 2: announced(1, buyer=BUYER_ID, seller=BUYER_ID)}
    for batch in order:
        read(folder(tmp_path / str(batch), batch=batch, announced=said[batch]))
    assert (row().batch.number, row().seller_tax_id, row().buyer_tax_id) == (1, SELLER_ID, BUYER_ID)


def test_document_that_is_not_announced_is_quarantined(read, tmp_path):
    report = read(folder(tmp_path / "1", 1, 2, announced=announced(1)))
    assert reasons(report) == {"invoices.zip/2.xml": ("NOT_IN_MANIFEST", "number")}
    assert report["entries"][0]["number"] == number(2)
    assert list(Invoice.objects.values_list("number", flat=True)) == [number(1)]


def test_document_announced_by_an_earlier_batch_goes_in(read, tmp_path):
    read(folder(tmp_path / "1", batch=1, announced=announced(1)))
    assert read(folder(tmp_path / "2", 1, 2, batch=2, announced=announced(2)))["accepted"] == 2


def test_document_announced_by_a_later_batch_only_is_quarantined_in_any_order(read, tmp_path):
    read(folder(tmp_path / "3", batch=3, announced=announced(2)))
    report = read(folder(tmp_path / "2", 2, batch=2, announced=announced(9)))
    assert reasons(report) == {"invoices.zip/2.xml": ("NOT_IN_MANIFEST", "number")}


def test_announcement_of_an_earlier_batch_that_comes_later_lets_the_document_in(read, tmp_path):
    assert read(folder(tmp_path / "2", 2, batch=2, announced=announced(9)))["quarantined"] == 1
    read(folder(tmp_path / "1", batch=1, announced=announced(2)))
    assert Entry.objects.get(number=number(2)).state == "ACCEPTED"
    assert Invoice.objects.get().entry.batch.number == 2


def test_batch_that_announces_nothing_takes_every_document(read, tmp_path):
    read(folder(tmp_path / "1", batch=1, announced=announced(1)))
    assert read(folder(tmp_path / "2", 5, batch=2, announced=[]))["accepted"] == 1


def test_what_is_wrong_with_the_document_goes_before_that_it_is_not_announced(read, tmp_path):
    report = read(folder(tmp_path / "1", files={"a.xml": xml(2, total="107.00")}, announced=announced(1)))
    assert reasons(report) == {"a.xml": ("AMOUNTS_DISAGREE", "total")}


def test_file_that_is_not_listed_is_quarantined_whatever_is_in_it(read, tmp_path):
    files = contents(1) | {"extra.xml": xml(2), "note.txt": b"hello", ".hidden": b"x"}
    report = read(written(tmp_path / "1", files))
    assert reasons(report) == {"extra.xml": ("NOT_IN_MANIFEST", "files"), "note.txt": ("NOT_IN_MANIFEST", "files")}
    assert list(Invoice.objects.values_list("number", flat=True)) == [number(1)]


@pytest.mark.parametrize("order", [("loose", "listed"), ("listed", "loose")])
def test_document_that_is_listed_in_another_batch_goes_in(read, tmp_path, order):
    made = {
        "loose": written(tmp_path / "loose", contents(batch=1) | {"extra.xml": xml(2)}),
        "listed": folder(tmp_path / "listed", batch=2, files={"extra.xml": xml(2)}),
    }
    for name in order:
        read(made[name])
    entry = Entry.objects.get()
    assert (entry.state, entry.reason, entry.batch.number) == ("ACCEPTED", "", 2)
    assert Invoice.objects.get().entry == entry
