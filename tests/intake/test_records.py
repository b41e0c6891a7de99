from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from invoice_portal.accounts.models import Taxpayer
from invoice_portal.history.record import history_of
from invoice_portal.refusal import Refusal
from lookup.as_document import document_of
from lookup.document import Party
from lookup.models import Invoice, PartyName
from lookup.records import accept, accept_many, correct, mark_pdf_made, supplement

from .documents import BUYER_ID, document, red

pytestmark = pytest.mark.django_db


def actions(invoice):
    return [event.action for event in history_of("invoice", invoice.pk)]


def test_document_accepted_comes_back_as_it_was():
    came = document(special={"Toll": {"PlateNumber": "京A\\T\t1"}}, remark="第一行\n第二行 \\N")
    invoice = accept(came)
    assert replace(document_of(invoice), format="xml") == came
    assert actions(invoice) == ["accepted"]
    assert Taxpayer.objects.get(tax_id=BUYER_ID).registered_at is None
    assert PartyName.objects.get(name="示例软件技术有限公司").parts == sorted(
        ["示例", "例软", "软件", "件技", "技术", "术有", "有限", "限公", "公司"]
    )


def test_document_accepted_twice_changes_nothing():
    first = accept(document())
    second = accept(document())
    assert (second.pk, second.conflict, actions(second)) == (first.pk, "", ["accepted"])


def test_document_that_contradicts_marks_the_record_and_leaves_its_content():
    accept(document())
    lines = document().lines
    invoice = accept(document(amount=Decimal("200.00"), total=Decimal("206.00"), lines=lines))
    assert (invoice.total, invoice.conflict) == (Decimal("106.00"), "DUPLICATE_DIFFERS")
    assert invoice.conflict_detail["fields"] == ["amount", "total"]
    assert actions(invoice) == ["accepted", "contradicted"]


@pytest.mark.parametrize("party", [Party(name="示例软件技术有限公司"), Party(tax_id=BUYER_ID, name="另一家公司")])
def test_document_with_another_buyer_contradicts(party):
    accept(document())
    assert accept(document(buyer=party)).conflict == "DUPLICATE_DIFFERS"


def test_two_documents_of_one_number_in_one_delivery_contradict():
    outcome = accept_many([(document(), None), (document(check_code="1"), None), (document(kind="81"), None)])
    assert (outcome.accepted, outcome.unchanged, len(outcome.differing)) == (1, 1, 1)


def test_buyer_without_tax_id_is_personal():
    assert accept(document(buyer=Party(name="个人"))).personal
    assert not accept(document(2)).personal


@pytest.mark.parametrize(("reds", "validity"), [(["-106.00"], "REVERSED"), (["-6.00", "-100.00"], "REVERSED"),
                                                (["-50.00"], "PARTLY_REVERSED")])  # fmt: skip
@pytest.mark.parametrize("blue_first", [True, False])
def test_red_invoices_reverse_the_blue_one_by_their_sum(reds, validity, blue_first):
    blue = document()
    arriving = [red(10 + place, blue.number, total) for place, total in enumerate(reds)]
    for came in [blue, *arriving] if blue_first else [*arriving, blue]:
        accept(came)
    invoice = Invoice.objects.get(number=blue.number)
    assert (invoice.validity, invoice.reversed_by) == (validity, arriving[-1].number)


def test_correction_writes_a_new_version_without_conflict():
    accept(document())
    invoice = accept(document(kind="81"))
    mark_pdf_made(invoice.pk, 1)
    corrected = correct(invoice, document(kind="81"), by=None, reason="凭证属实", application_id="A1")
    assert (corrected.kind, corrected.version, corrected.conflict, corrected.pdf_made) == ("81", 2, "", False)
    assert actions(corrected) == ["accepted", "contradicted", "pdf_made", "corrected"]


def test_correction_to_another_number_is_refused():
    invoice = accept(document())
    with pytest.raises(Refusal):
        correct(invoice, document(2), by=None, reason="", application_id="A1")
    invoice.refresh_from_db()
    assert (invoice.number, invoice.version) == (document().number, 1)


def test_supplement_is_written_once():
    first = supplement(document(), by=None, reason="补录", application_id="A1")
    again = supplement(document(), by=None, reason="补录", application_id="A1")
    assert first.pk == again.pk
    assert actions(first) == ["accepted", "supplemented"]
    with pytest.raises(Refusal):
        supplement(document(kind="81"), by=None, reason="补录", application_id="A2")
    first.refresh_from_db()
    assert (first.kind, first.conflict) == ("82", "")


def test_pdf_of_an_older_version_does_not_count():
    invoice = accept(document())
    assert not mark_pdf_made(invoice.pk, 7)
    assert mark_pdf_made(invoice.pk, 1)
    assert mark_pdf_made(invoice.pk, 1)
    assert actions(invoice) == ["accepted", "pdf_made"]


def test_accepting_three_documents_asks_no_more_than_one(django_assert_num_queries):
    accept(document())
    with CaptureQueriesContext(connection) as one:
        accept_many([(document(1), None), (document(2), None)])
    with django_assert_num_queries(len(one)):
        accept_many([(document(place), None) for place in (1, 3, 4, 5)])
