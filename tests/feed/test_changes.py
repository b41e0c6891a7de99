from itertools import permutations

import pytest

from invoice_portal.history.record import history_of
from lookup.models import Change, Invoice, PdfFile
from lookup.pdf.owing import owe_pdf
from lookup.records import correct
from tests.intake.documents import document, number

from .batches import change, folder

pytestmark = pytest.mark.django_db
EARLY, LATE = "2026-10-13T09:00:00+08:00", "2026-10-14T09:00:00+08:00"
FACTS = ["validity", "validity_at", "validity_reason", "reversed_by", "replaced_by", "conflict", "conflict_detail"]


def invoice(sequence: int = 1) -> Invoice:
    return Invoice.objects.get(number=number(sequence))


def actions(sequence: int = 1) -> list[str]:
    return [event.action for event in history_of("invoice", invoice(sequence).pk)]


def test_change_is_carried_into_the_record(read, tmp_path):
    voided = change(1, "VOIDED", EARLY, by=None, replaced_by=number(2), reason="开票有误")
    report = read(folder(tmp_path / "1", 1, changes=[voided]))
    kept = invoice()
    assert report["changes"] == 1
    assert (kept.validity, kept.validity_reason, kept.replaced_by) == ("VOIDED", "开票有误", number(2))
    assert kept.validity_at.isoformat() == "2026-10-13T01:00:00+00:00"
    assert actions() == ["accepted", "voided"]
    assert Change.objects.get().applied_at


def test_change_waits_for_its_record(read, tmp_path):
    read(folder(tmp_path / "1", batch=1, changes=[change(1, "REVERSED", EARLY, by=number(9))]))
    assert Change.objects.get().applied_at is None
    read(folder(tmp_path / "2", 1, batch=2))
    assert (invoice().validity, invoice().reversed_by) == ("REVERSED", number(9))
    assert Change.objects.get().applied_at


def test_change_of_an_older_invoice_names_its_code(read, tmp_path):
    said = change(1, "VOIDED") | {"number": "011002000111-07009901"}
    read(folder(tmp_path / "1", changes=[said]))
    assert list(Change.objects.values_list("code", "number")) == [("011002000111", "07009901")]


@pytest.mark.parametrize("order", list(permutations(["PARTLY_REVERSED", "REVERSED", "VOIDED"])))
def test_validity_never_goes_down(read, tmp_path, order):
    read(folder(tmp_path / "0", 1, batch=10))
    for place, status in enumerate(order, 1):
        read(folder(tmp_path / str(place), batch=place, changes=[change(1, status, f"2026-10-2{place}")]))
    assert invoice().validity == "VOIDED"


def test_same_change_in_two_batches_is_one(read, tmp_path):
    read(folder(tmp_path / "1", 1, batch=1, changes=[change(1, "VOIDED")]))
    before = Invoice.objects.values(*FACTS, "changed_at").get()
    read(folder(tmp_path / "2", batch=2, changes=[change(1, "VOIDED")]))
    assert Invoice.objects.values(*FACTS, "changed_at").get() == before
    assert actions() == ["accepted", "voided"]


@pytest.mark.parametrize("record_first", [True, False])
def test_record_reported_wrong_is_abnormal_and_says_why(read, tmp_path, record_first):
    batches = {
        1: folder(tmp_path / "1", 1, batch=1),
        2: folder(tmp_path / "2", batch=2, changes=[change(1, "ABNORMAL", EARLY, reason="走逃企业")]),
        3: folder(tmp_path / "3", batch=3, changes=[change(1, "ABNORMAL", LATE, reason="核查中")]),
    }
    for batch in (1, 2, 3) if record_first else (3, 2, 1):
        read(batches[batch])
    kept = invoice()
    assert (kept.validity, kept.conflict, kept.conflict_detail["reason"]) == ("NORMAL", "REPORTED", "核查中")


def test_report_that_was_settled_does_not_come_back(read, tmp_path):
    read(folder(tmp_path / "1", 1, batch=1, changes=[change(1, "ABNORMAL", LATE)]))
    correct(invoice(), document(1), by=None, reason="核实", application_id="A1")
    read(folder(tmp_path / "2", batch=2, changes=[change(1, "ABNORMAL", LATE), change(1, "VOIDED")]))
    read(folder(tmp_path / "3", batch=3, changes=[change(1, "ABNORMAL", EARLY)]))
    assert (invoice().validity, invoice().conflict) == ("VOIDED", "")


def test_pdf_that_was_made_is_owed_again_with_its_mark(read, tmp_path):
    read(folder(tmp_path / "1", 1, 2, batch=1))
    owe_pdf(invoice(1))
    PdfFile.objects.update(state="MADE")
    read(folder(tmp_path / "2", batch=2, changes=[change(1, "VOIDED"), change(2, "VOIDED")]))
    # The other was never asked for.
    assert list(PdfFile.objects.values_list("invoice__number", "state")) == [(number(1), "OWED")]
