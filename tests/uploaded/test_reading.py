"""A document that is owed is read once, whatever happens to the worker; and is forgotten after a week."""
import os
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone

from invoice_portal.history.record import history_of
from lookup.models import ReadDocument, Trace
from lookup.tasks import forget_old_documents, read_document, requeue_owed_documents
from lookup.uploaded.memory import at_most
from lookup.uploaded.reading import LEASE, MOST_ATTEMPTS, MOST_INVOICES
from tests.documents import NUMBER, einvoice_xml, zip_of

pytestmark = pytest.mark.django_db


def row() -> ReadDocument:
    return ReadDocument.objects.get()


def long_ago() -> dict:
    return {"state": "READING", "claimed_at": timezone.now() - LEASE - timedelta(seconds=1)}


def test_document_read_twice_is_read_once(give, worker):
    give(einvoice_xml())
    worker()
    first = row()
    read_document(str(first.pk))
    assert (row().state, row().attempts, row().read_at) == ("DONE", 1, first.read_at)
    assert row().found[0]["document"]["number"] == NUMBER
    assert row().found[0]["issued_at"] == "2026-10-12T10:15:30+08:00"


def test_document_of_a_worker_that_died_is_read_by_the_next(give):
    give(einvoice_xml())
    ReadDocument.objects.update(state="READING", claimed_at=timezone.now(), attempts=1)
    read_document(str(row().pk))
    assert row().state == "READING"
    ReadDocument.objects.update(**long_ago())
    requeue_owed_documents()
    read_document(str(row().pk))
    assert (row().state, row().attempts) == ("DONE", 2)


def test_document_that_kills_every_worker_is_given_up_in_words(give, person):
    address = give(einvoice_xml())
    ReadDocument.objects.update(attempts=MOST_ATTEMPTS, **long_ago())
    read_document(str(row().pk))
    assert row().state == "READING"
    requeue_owed_documents()
    assert (row().state, row().failure) == ("FAILED", "KILLED")
    body = person.get(address).content.decode()
    assert "多次读取都中断" in body and "手工填写" in body
    assert person.get(address, headers={"Accept": "application/json"}).json()["state"] == "FAILED"


@pytest.mark.parametrize(
    ("raised", "failure"),
    [(SoftTimeLimitExceeded(), "TIME_LIMIT"), (MemoryError(), "MEMORY_LIMIT"), (RuntimeError("a fault"), "FAULT")],
)
def test_reader_that_is_stopped_or_faulty_says_so(give, worker, monkeypatch, raised, failure):
    def each(data, path):
        raise raised

    monkeypatch.setattr("lookup.uploaded.reading.each", each)
    give(einvoice_xml())
    worker()
    assert (row().state, row().failure, row().found) == ("FAILED", failure, [])


def test_file_that_is_gone_or_altered_is_not_read(give, worker, files):
    give(einvoice_xml())
    files()[0].write_bytes(einvoice_xml("26112000000099900088"))
    worker()
    assert (row().state, row().failure) == ("FAILED", "LOST")


def test_ledger_of_many_invoices_is_not_for_this_page(give, worker):
    give(zip_of({f"{n}.xml": einvoice_xml() for n in range(MOST_INVOICES + 1)}), "发票.zip")
    worker()
    assert row().failure == "TOO_MANY"


def test_what_postgresql_has_no_text_for_is_left_out(give, worker):
    give(zip_of({"a\ud800\0.xml".encode("utf-8", "surrogatepass").decode("cp437"): b"\0\0<"}), "a\0b.zip")
    worker()
    assert row().state == "DONE"


def test_memory_beyond_the_bound_is_refused_and_the_bound_lifted_after():
    with pytest.raises(MemoryError), at_most(64 * 2**20):
        bytearray(512 * 2**20)
    assert len(bytearray(512 * 2**20)) == 512 * 2**20


def test_document_is_forgotten_after_a_week_and_its_trace_is_not(give, worker, person, files):
    address = give(einvoice_xml())
    worker()
    person.post(address, {"number": NUMBER})
    key = row().pk
    ReadDocument.objects.update(uploaded_at=timezone.now() - timedelta(days=6, hours=23))
    forget_old_documents()
    assert len(files()) == 1 and ReadDocument.objects.exists()
    ReadDocument.objects.update(uploaded_at=timezone.now() - timedelta(days=7, seconds=1))
    forget_old_documents()
    assert files() == [] and not ReadDocument.objects.exists()
    assert person.get(address).status_code == 404
    assert Trace.objects.get().asked["file"]
    assert [event.action for event in history_of("read_document", key)] == ["uploaded", "forgotten"]


def test_file_that_no_row_knows_goes_once_it_is_old(give, files):
    give(einvoice_xml())
    (known,) = files()
    young, old = known.with_name("young"), known.with_name("old")
    for path in (young, old):
        path.write_bytes(b"x")
    long_before = (timezone.now() - timedelta(days=2)).timestamp()
    for path in (old, known):
        os.utime(path, (long_before, long_before))
    forget_old_documents()
    assert files() == sorted([known, young])
