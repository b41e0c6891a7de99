"""Each rule of the pre-review yields its finding, with its severity, and nothing where nothing is wrong."""
import io
import json

import pikepdf
import pytest
from django.core.files.storage import default_storage

from resubmission.drafting import begin, explain
from resubmission.models import Application
from resubmission.prereview import run
from resubmission.reading import fill_from_file
from resubmission.submitting import submit, withdraw
from tests import documents
from tests.factories import OperatorFactory, tax_id
from tests.reading.pictures import encoded, page

from .cases import found, held_by, in_review, png, recorded, submitted

pytestmark = pytest.mark.django_db
#: Evidence that says what is claimed leaves what it says, and no doubt.
READ = ("evidence_read", "INFO", "")
UNREAD = ("evidence_unread", "INFO", "")


def test_claim_that_its_evidence_confirms_leaves_no_doubt(operator):
    held = held_by(operator)
    case = in_review(operator, held, files=[held.xml()])
    assert found(case) == {READ}
    read = json.loads(case.findings.get().found)
    assert (read["number"], read["total"], read["lines"][0]["name"]) == (held.number, "113.00", "*餐饮服务*餐费")


def test_ofd_is_read_as_xml_is(operator):
    held = held_by(operator)
    custom = {"发票号码": held.number, "开票日期": f"{held.day:%Y年%m月%d日}", "合计金额": "100.00",
              "合计税额": "13.00", "购买方纳税人识别号": held.buyer_id, "销售方纳税人识别号": held.seller_id,
              "购买方名称": held.buyer, "销售方名称": held.seller, "价税合计": "113.00"}  # fmt: skip
    case = in_review(operator, held, files=[documents.ofd(custom=custom)])
    assert found(case) == {READ}


@pytest.mark.parametrize(
    ("typed", "severity", "field"),
    [
        ({"buyer_name": "北京别的有限公司"}, "WARNING", "buyer_name"),
        ({"kind": "81"}, "WARNING", "kind"),
        ({"seller_tax_id": documents.SELLER_ID, "seller_name": "别家"}, "SERIOUS", "seller_tax_id"),
        ({"tax": "6.00", "total": "106.00"}, "SERIOUS", "total"),
    ],
)
def test_typed_field_that_evidence_contradicts(operator, typed, severity, field):
    held = held_by(operator)
    case = in_review(operator, held, files=[held.xml()], **typed)
    assert ("evidence_differs", severity, field) in found(case)
    finding = case.findings.get(rule="evidence_differs", field=field)
    assert (finding.claimed, finding.evidence) == (typed[field], case.evidence.get())
    assert {row[2] for row in found(case) if row[0] == "evidence_differs"} <= set(typed)


@pytest.mark.parametrize(
    "typed",
    [
        {"amount": "100", "tax": "13", "total": "113"},
        {"amount": "100.0", "total": "113.0"},
        {"seller_name": "北京晨星信息技术 有限公司"},
    ],
)
def test_other_way_of_writing_the_same_is_no_difference(operator, typed):
    held = held_by(operator)
    case = in_review(operator, held, files=[held.xml()], **typed)
    assert found(case) == {READ}


def test_evidence_of_another_invoice(operator):
    held, other = held_by(operator), held_by(operator)
    case = in_review(operator, held, files=[other.xml()])
    assert found(case) == {("evidence_other_number", "SERIOUS", "number"), READ}
    finding = case.findings.get(rule="evidence_other_number")
    assert (finding.claimed, finding.found) == (held.number, other.number)


def pdf() -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("data", [png(3), pdf(), b"<contract><party/></contract>"], ids=["png", "pdf", "foreign xml"])
def test_evidence_that_carries_no_fields_is_told_and_is_no_obstacle(operator, data):
    case = in_review(operator, files=[data])
    assert found(case) == {UNREAD}
    assert case.state == "IN_REVIEW"
    assert case.findings.get().found != ""


def test_evidence_whose_stored_file_is_gone_is_told_and_is_no_obstacle(operator):
    held = held_by(operator)
    application = submitted(operator, held, files=[held.xml()])
    default_storage.delete(application.evidence.get().name)
    assert run(str(application.pk))
    assert found(application) == {UNREAD}


def test_supplement_of_an_invoice_that_came_meanwhile(operator):
    held = held_by(operator)
    application = submitted(operator, held)
    recorded(held)
    run(str(application.pk))
    assert found(application) == {UNREAD, ("record_exists", "WARNING", "number")}


def test_supplement_that_contradicts_the_record_that_came_meanwhile(operator):
    held = held_by(operator)
    application = submitted(operator, held, total="113.00")
    recorded(held, seller=held.document().buyer, kind="81")
    run(str(application.pk))
    assert found(application) == {
        UNREAD, ("record_exists", "WARNING", "number"), ("record_differs", "SERIOUS", "seller_tax_id"),
        ("record_differs", "SERIOUS", "seller_name"), ("record_differs", "SERIOUS", "kind"),
    }  # fmt: skip


def test_reupload_tells_what_it_would_change(operator):
    held = held_by(operator)
    recorded(held)
    case = in_review(operator, held, reupload=True, buyer_name="北京新名有限公司", total="113")
    assert found(case) == {UNREAD, ("record_differs", "INFO", "buyer_name")}


def test_reupload_that_would_change_nothing(operator):
    held = held_by(operator)
    recorded(held)
    assert found(in_review(operator, held, reupload=True)) == {UNREAD, ("nothing_to_correct", "WARNING", "")}


def test_reupload_of_a_record_that_is_gone(operator):
    held = held_by(operator)
    recorded(held)
    application = submitted(operator, held, reupload=True)
    other = held_by(operator).number
    Application.objects.update(claimed=application.claimed | {"number": other}, number=other)
    run(str(application.pk))
    assert found(application) == {UNREAD, ("record_missing", "SERIOUS", "number")}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"total": "114.00"}, ("AMOUNTS_DISAGREE", "SERIOUS", "total")),
        ({"seller_tax_id": "91110108MA00000000"}, ("BAD_SELLER_ID", "SERIOUS", "seller_tax_id")),
        ({"issue_date": "2099-01-01"}, ("BAD_DATE", "SERIOUS", "issue_date")),
        ({"seller_name": ""}, ("MISSING_FIELD", "WARNING", "seller_name")),
        ({"lines": [{"amount": "90.00"}]}, ("LINES_DISAGREE", "SERIOUS", "amount")),
    ],
)
def test_claim_that_cannot_be_true(operator, typed, expected):
    application = submitted(operator)
    # As the rules stood when it was handed in, they let it pass.
    Application.objects.update(claimed=application.claimed | typed)
    run(str(application.pk))
    assert found(application) == {UNREAD, expected}


def test_registered_tax_id_is_right_even_where_its_check_digit_is_not(operator):
    odd = OperatorFactory(taxpayer__tax_id="91110108MA00000000", taxpayer__kind="ENTERPRISE").taxpayer
    assert found(in_review(operator, seller_tax_id=odd.tax_id)) == {UNREAD}


def test_file_used_before_is_told_by_whose_and_for_what(operator):
    stranger, file = OperatorFactory(), png(77)
    of_stranger = submitted(stranger, files=[file])
    of_mine = submitted(operator, files=[file])
    case = in_review(operator, files=[file])
    rows = case.findings.filter(rule="evidence_reused").values_list("severity", "found")
    assert set(rows) == {("SERIOUS", of_stranger.reference), ("WARNING", of_mine.reference)}


def test_file_used_again_for_the_same_invoice_is_no_surprise(operator):
    held, file = held_by(operator), png(78)
    first = submitted(operator, held, files=[file])
    withdraw(first, by=operator.person)
    case = in_review(operator, held, files=[file])
    assert found(case) == {UNREAD, ("evidence_reused", "INFO", "")}


def test_number_of_another_region_than_the_seller(operator):
    held = held_by(operator, region="31")
    assert found(in_review(operator, held)) == {UNREAD, ("region_differs", "WARNING", "seller_tax_id")}


def test_number_of_a_city_planned_separately_fits_its_province(operator):
    case = in_review(operator, held_by(operator, region="91"), seller_tax_id=tax_id(1, "210108"))
    assert ("region_differs", "WARNING", "seller_tax_id") not in found(case)


def test_application_filled_from_xml_with_bare_lines_is_pre_reviewed(operator):
    """A discount line has neither quantity nor price."""
    held = held_by(operator)
    lines = (documents.LINE, {"ItemName": "*餐饮服务*餐费", "Amount": "-20.00", "TaxRate": "0.13", "ComTaxAm": "-2.60"})
    data = held.xml(lines=lines, amount="80.00", tax="10.40", total="90.40")
    application = begin(operator, kind="SUPPLEMENT")
    fill_from_file(application, data=data, original_name="发票.xml", by=operator.person)
    explain(application, reason="not_found", explanation="", by=operator.person)
    submit(application, by=operator.person)
    assert run(str(application.pk))
    assert found(application) == {READ}


def test_photograph_of_the_invoice_is_read_by_its_qr_code(operator):
    held = held_by(operator)
    payload = f"01,32,,{held.number},{{}},{held.day:%Y%m%d},,0A1B"
    assert found(in_review(operator, held, files=[encoded(page(payload.format(113)))])) == {READ}
    other = held_by(operator)
    wrong = encoded(page(payload.replace(held.number, other.number).format(114)))
    assert ("evidence_differs", "SERIOUS", "total") in found(in_review(operator, other, files=[wrong]))


def test_photograph_of_something_else_says_that_there_is_no_code(operator):
    case = in_review(operator, held_by(operator), files=[encoded(page())])
    assert found(case) == {UNREAD}
    assert "没有找到发票的二维码" in case.findings.get().found
