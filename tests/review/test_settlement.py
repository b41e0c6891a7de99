"""Approval carried into the record: record, state, history, notice and owed PDF in one transaction."""
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from celery import current_app
from django.db import DatabaseError, connection, transaction

from invoice_portal.history.record import history_of
from invoice_portal.support.models import Notice, NoticeDelivery
from lookup.document import Party
from lookup.models import Invoice, PdfFile
from resubmission.deciding import approve
from resubmission.holding import claim
from resubmission.models import Application
from tests import documents
from tests.factories import StaffFactory

from .at_once import at_once
from .cases import claimed, everything, held_by, png, recorded
from .test_claiming import refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 1, 10, 15, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def approved(case, clerk, reason="材料齐全") -> Invoice:
    approve(case, by=clerk, reason=reason, version=case.version)
    return Invoice.objects.get(number=case.number)


def test_supplement_approved_writes_the_record_with_what_its_evidence_says(clerk, operator):
    held = held_by(operator)
    case = claimed(clerk, operator, held, files=[png(), held.xml(remark="合同 7 号")])
    invoice = approved(case, clerk)
    assert (invoice.buyer, invoice.buyer_name.name) == (operator.taxpayer, held.buyer)
    assert (invoice.amount, invoice.tax, invoice.total) == (Decimal(100), Decimal(13), Decimal(113))
    assert (invoice.lines[0]["name"], invoice.remark, invoice.drawer) == ("*餐饮服务*餐费", "合同 7 号", "王开")
    assert invoice.contacts["seller"]["phone"] == "010-1234567"
    case.refresh_from_db()
    assert (case.state, case.invoice, case.decision_reason) == ("SETTLED", invoice, "材料齐全")
    assert case.decided_at is not None


def test_supplement_whose_evidence_says_otherwise_is_what_was_claimed_alone(clerk, operator):
    held = held_by(operator)
    case = claimed(clerk, operator, held, files=[held.xml(buyer="别的有限公司")])
    invoice = approved(case, clerk)
    assert (invoice.buyer_name.name, invoice.lines, invoice.drawer) == (held.buyer, [], "")


def test_supplement_typed_without_decimals_still_gets_the_lines_of_its_evidence(clerk, operator):
    held = held_by(operator)
    case = claimed(clerk, operator, held, files=[held.xml()], amount="100", tax="13", total="113")
    assert len(approved(case, clerk).lines) == 1


def test_history_of_record_and_application_name_each_other(clerk, operator):
    case = claimed(clerk, operator)
    invoice = approved(case, clerk)
    written = history_of("invoice", invoice.pk).get(action="supplemented")
    assert (written.actor, written.data["application"]) == (clerk, str(case.pk))
    assert case.reference in written.reason and "材料齐全" in written.reason
    settled = history_of("application", case.pk).last()
    assert (settled.action, settled.actor, settled.reason) == ("settle", clerk, "材料齐全")


def test_approval_owes_one_notice_with_one_sms_and_one_pdf(clerk, operator):
    case = claimed(clerk, operator)
    invoice = approved(case, clerk)
    notice = Notice.objects.get()
    assert (notice.kind, notice.operator, notice.link) == ("application_settled", operator, f"/applications/{case.pk}/")
    delivery = NoticeDelivery.objects.get()
    assert (delivery.notice, delivery.channel, delivery.to) == (notice, "SMS", operator.person.phone)
    pdf = PdfFile.objects.get()
    assert (pdf.invoice, pdf.state, pdf.version) == (invoice, "OWED", 1)


def test_messages_are_queued_after_commit_only_and_once(
    clerk, operator, django_capture_on_commit_callbacks, monkeypatch
):  # fmt: skip
    names = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **_options: names.append(name))
    case = claimed(clerk, operator)
    with django_capture_on_commit_callbacks(execute=True):
        approved(case, clerk)
        assert names == []
    assert sorted(names) == [
        "invoice_portal.support.tasks.deliver", "lookup.tasks.make_pdf", "resubmission.tasks.make_letter",
    ]  # fmt: skip


#: Each is a table that settlement writes; the last one in the order of its steps is the SMS owed.
WRITTEN = [
    "lookup_invoice", "history_event", "lookup_pdffile", "resubmission_application", "resubmission_letter",
    "support_notice", "support_noticedelivery",
]  # fmt: skip


def break_writing_to(table: str) -> None:
    """Let the database fail at the next row written to the table, as a full disk does."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE FUNCTION fail() RETURNS trigger AS $$ BEGIN RAISE 'disk full'; END $$ LANGUAGE plpgsql")
        cursor.execute(f"CREATE TRIGGER fail BEFORE INSERT OR UPDATE ON {table} EXECUTE FUNCTION fail()")


@pytest.mark.parametrize("table", WRITTEN)
def test_fault_in_any_step_leaves_nothing_of_it(clerk, operator, table, django_capture_on_commit_callbacks):
    held = held_by(operator)
    case = claimed(clerk, operator, held, files=[held.xml()])
    before = everything()
    with transaction.atomic():  # for the trigger alone
        break_writing_to(table)
        with django_capture_on_commit_callbacks() as queued, pytest.raises(DatabaseError, match="disk full"):
            approve(case, by=clerk, reason="x", version=case.version)
        transaction.set_rollback(False)
    assert everything() == before
    assert queued == []
    assert before["Invoice"] == before["Notice"] == before["NoticeDelivery"] == before["PdfFile"] == []


def test_record_that_came_meanwhile_and_says_the_same_is_linked(clerk, operator):
    held = held_by(operator)
    case = claimed(clerk, operator, held)
    record = recorded(held)
    assert approved(case, clerk) == record
    case.refresh_from_db()
    assert (case.state, case.invoice, Invoice.objects.count()) == ("SETTLED", record, 1)
    record.refresh_from_db()
    assert (record.version, len(record.lines)) == (1, 1)
    assert PdfFile.objects.get().invoice == record


def test_record_that_came_meanwhile_and_says_otherwise_refuses_the_approval_and_names_the_field(clerk, operator):
    held = held_by(operator)
    case = claimed(clerk, operator, held)
    recorded(held, buyer=Party(held.buyer_id, "北京旧名有限公司"))
    refusal = refused(approve, case, by=clerk, reason="", version=case.version)
    assert (refusal.code, refusal.fields) == ("record_differs", {"buyer_name": "北京旧名有限公司"})
    assert "购买方名称" in refusal.detail


@pytest.mark.django_db(transaction=True)
def test_approved_twice_at_once_is_settled_once(clerk, operator):
    case = claimed(clerk, operator)
    at_once(3, lambda _place: approve(case, by=clerk, reason="", version=case.version))
    assert (Invoice.objects.count(), Notice.objects.count(), PdfFile.objects.count()) == (1, 1, 1)
    assert [event.action for event in history_of("application", case.pk)].count("settle") == 1


@pytest.mark.django_db(transaction=True)
def test_approved_while_the_feed_brings_it_is_one_record(clerk, operator):
    held = held_by(operator)
    case = claimed(clerk, operator, held)
    acts = [lambda: approve(case, by=clerk, reason="", version=case.version), lambda: recorded(held)]
    outcomes = at_once(2, lambda place: acts[place]())
    assert not any(isinstance(outcome, Exception) for outcome in outcomes), outcomes
    invoice = Invoice.objects.get()
    assert Application.objects.get().invoice == invoice
    assert invoice.conflict == ""


def test_reupload_approved_corrects_the_record_and_keeps_the_rest(clerk, operator):
    held = held_by(operator)
    before = recorded(held, issued_at=AT.replace(year=held.day.year, month=held.day.month))
    case = claimed(clerk, operator, held, reupload=True, buyer_name="北京新名有限公司")
    after = approved(case, clerk)
    assert (after.pk, after.buyer_name.name, after.version) == (before.pk, "北京新名有限公司", 2)
    for name in ("number", "kind", "issue_date", "issued_at", "seller", "buyer", "seller_name", "contacts", "amount",
                 "tax", "total", "lines", "remark", "drawer", "special", "red_of", "entry"):  # fmt: skip
        assert getattr(after, name) == getattr(before, name), name
    event = history_of("invoice", after.pk).get(action="corrected")
    assert event.data["application"] == str(case.pk)
    assert event.data["changed"] == {"buyer_name": [held.buyer, "北京新名有限公司"]}
    assert (PdfFile.objects.get().state, PdfFile.objects.get().version) == ("OWED", 2)


def test_reupload_with_other_amounts_keeps_everything_but_the_lines(clerk, operator):
    held = held_by(operator)
    recorded(held)
    case = claimed(clerk, operator, held, reupload=True, amount="200.00", tax="26.00", total="226.00")
    after = approved(case, clerk)
    assert (after.total, after.lines, after.remark, after.drawer) == (Decimal(226), [], "合同 7 号", "王开")


def test_reupload_with_other_amounts_takes_the_lines_of_evidence_that_agrees(clerk, operator):
    held = held_by(operator)
    recorded(held)
    line = documents.LINE | {"Amount": "200.00", "ComTaxAm": "26.00"}
    figures = {"amount": "200.00", "tax": "26.00", "total": "226.00"}
    data = held.xml(lines=(line,), **figures)
    case = claimed(clerk, operator, held, reupload=True, files=[data], **figures)
    # What the evidence says against the feed takes two.
    approve(case, by=clerk, reason="", version=case.version)
    second = StaffFactory(regions=["11"]).person
    after = approved(claim(case, by=second), second)
    assert (after.lines[0]["amount"], after.special) == ("200.00", {"Toll": {"PlateNumber": "京A00001"}})


def test_reupload_to_no_tax_is_carried_out(clerk, operator):
    held = held_by(operator)
    recorded(held, lines=())
    after = approved(claimed(clerk, operator, held, reupload=True, tax="", total="100.00"), clerk)
    assert (after.amount, after.tax, after.total) == (Decimal(100), None, Decimal(100))


def test_reupload_with_another_buyer_does_not_keep_the_old_ones_bank(clerk, operator):
    held = held_by(operator)
    recorded(held, buyer=Party(documents.BUYER_ID, "别家", account="0100"), seller=Party(held.buyer_id, held.buyer))
    sold = claimed(clerk, operator, held, reupload=True, buyer_tax_id=documents.SELLER_ID, buyer_name="又一家")
    after = approved(sold, clerk)
    assert (after.buyer.tax_id, "buyer" in after.contacts) == (documents.SELLER_ID, False)


def test_reupload_ends_the_conflict(clerk, operator):
    held = held_by(operator)
    recorded(held)
    recorded(held, total=Decimal(113), kind="81")
    assert Invoice.objects.get().conflict == "DUPLICATE_DIFFERS"
    after = approved(claimed(clerk, operator, held, reupload=True, kind="81"), clerk)
    assert (after.conflict, after.conflict_detail, after.kind) == ("", {}, "81")


@pytest.mark.parametrize(
    ("claim", "field"),
    [
        ({"total": "114.00"}, "total"),
        ({"seller_name": ""}, "seller_name"),
        ({"issue_date": "2099-01-01"}, "issue_date"),
        ({"number": "123"}, "number"),
        ({"seller_name": "长" * 201}, "seller_name"),
        ({"lines": [{"amount": "90.00"}]}, "lines"),
    ],
)
def test_claim_that_no_record_can_hold_is_refused_and_names_the_field(clerk, operator, claim, field):
    case = claimed(clerk, operator)
    Application.objects.update(claimed=case.claimed | claim)
    refusal = refused(approve, case, by=clerk, reason="", version=case.version)
    assert (refusal.code, list(refusal.fields)) == ("impossible_record", [field])


def test_evidence_with_more_than_a_record_can_hold_is_refused_and_names_the_field(clerk, operator):
    held = held_by(operator)
    case = claimed(clerk, operator, held, files=[held.xml(drawer="王" * 61)])
    assert list(refused(approve, case, by=clerk, reason="", version=case.version).fields) == ["drawer"]


def test_tax_id_with_a_wrong_check_digit_is_the_clerks_to_judge(clerk, operator):
    case = claimed(clerk, operator)
    Application.objects.update(claimed=case.claimed | {"seller_tax_id": "91110108MA00000000"})
    assert approved(case, clerk).seller.tax_id == "91110108MA00000000"
