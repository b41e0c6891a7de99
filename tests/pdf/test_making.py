"""A PDF that is owed is made once, whatever happens to the worker."""

from datetime import timedelta
from threading import Barrier, Thread

import pikepdf
import pytest
from django.db import connection
from django.utils import timezone

from invoice_portal.history.record import history_of
from lookup.models import Batch, Entry, Invoice, PdfFile
from lookup.pdf.making import LEASE, MOST_ATTEMPTS
from lookup.pdf.owing import owe_pdf
from lookup.records import correct
from lookup.sources import register_source, span_of
from lookup.tasks import make_pdf, requeue_owed_pdfs
from tests.documents import einvoice_xml

from .samples import a_document


def row(invoice) -> PdfFile:
    return PdfFile.objects.get(invoice=invoice)


def test_pdf_owed_twice_and_made_twice_is_one_file_and_one_event(invoice, files):
    owe_pdf(invoice)
    owe_pdf(invoice)
    make_pdf(invoice.pk)
    make_pdf(invoice.pk)
    invoice.refresh_from_db()
    assert (row(invoice).state, invoice.pdf_made, len(files())) == ("MADE", True, 1)
    assert [event.action for event in history_of("invoice", invoice.pk)].count("pdf_made") == 1


@pytest.mark.parametrize(("raw", "carried"), [(einvoice_xml(), [einvoice_xml()]), (b"number,total\n1,2\n", [])])
def test_pdf_carries_the_xml_that_the_record_was_read_from(invoice, files, raw, carried):
    source = register_source(code="BJ01", name="北京", region="11", every=span_of("24h"))
    batch = Batch.objects.create(source=source)
    entry = Entry.objects.create(
        batch=batch, source=source, path="x", digest=bytes(32), raw=raw, state="ACCEPTED", number=invoice.number
    )
    Invoice.objects.filter(pk=invoice.pk).update(entry=entry)
    owe_pdf(invoice)
    make_pdf(invoice.pk)
    with pikepdf.open(files()[0]) as pdf:
        assert [attached.get_file().read_bytes() for attached in pdf.attachments.values()] == carried


def test_nothing_is_made_that_is_not_owed(invoice, files):
    make_pdf(invoice.pk)
    assert not PdfFile.objects.exists() and files() == []


def test_worker_killed_while_storing_leaves_no_second_file(invoice, files, tmp_path):
    owe_pdf(invoice)
    make_pdf(invoice.pk)
    # As a worker leaves it that is killed between the file and the row.
    PdfFile.objects.update(state="MAKING", claimed_at=timezone.now())
    requeue_owed_pdfs()
    make_pdf(invoice.pk)
    assert row(invoice).state == "MAKING"
    PdfFile.objects.update(claimed_at=timezone.now() - LEASE - timedelta(seconds=1))
    make_pdf(invoice.pk)
    assert (row(invoice).state, row(invoice).attempts, len(files())) == ("MADE", 2, 1)
    assert files()[0] == tmp_path / row(invoice).name


def test_pdf_that_kills_every_worker_is_given_up(invoice):
    owe_pdf(invoice)
    dead = timezone.now() - LEASE - timedelta(seconds=1)
    PdfFile.objects.update(state="MAKING", attempts=MOST_ATTEMPTS, claimed_at=dead)
    requeue_owed_pdfs()
    make_pdf(invoice.pk)
    assert row(invoice).state == "FAILED"


def test_pdf_that_cannot_be_made_fails_after_its_attempts_and_says_why(invoice, files):
    owe_pdf(invoice)
    type(invoice).objects.filter(pk=invoice.pk).update(lines=[{"amount": "not a number"}])
    for _ in range(MOST_ATTEMPTS):
        assert row(invoice).state == "OWED"
        with pytest.raises(Exception):  # noqa: B017
            make_pdf(invoice.pk)
    assert row(invoice).state == "FAILED" and row(invoice).error and files() == []
    invoice.refresh_from_db()
    assert not invoice.pdf_made


def test_correction_replaces_the_file(invoice, files):
    owe_pdf(invoice)
    make_pdf(invoice.pk)
    before = files()
    invoice = correct(invoice, a_document(8, remark="更正"), by=None, reason="x", application_id=1)
    assert (row(invoice).state, invoice.pdf_made) == ("OWED", False)
    make_pdf(invoice.pk)
    invoice.refresh_from_db()
    assert (row(invoice).state, row(invoice).version, invoice.pdf_made) == ("MADE", 2, True)
    assert len(files()) == 1 and files() != before


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_file(invoice, files):
    owe_pdf(invoice)
    start = Barrier(2)

    def work():
        start.wait()
        make_pdf(invoice.pk)
        connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert (row(invoice).state, row(invoice).attempts, len(files())) == ("MADE", 1, 1)
