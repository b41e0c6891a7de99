"""From draft to submission, through the functions that page and API share."""
import io
import re

import pytest
from django.utils import timezone
from PIL import Image

from invoice_portal.history.record import history_of
from invoice_portal.refusal import Refusal
from resubmission.drafting import AlreadyOpen, begin, explain, fill
from resubmission.evidence import add
from resubmission.models import Application, Evidence
from resubmission.submitting import submit, withdraw
from tests.factories import OperatorFactory

pytestmark = pytest.mark.django_db


def png(shade: int = 0) -> bytes:
    out = io.BytesIO()
    Image.new("L", (4, 4), shade).save(out, "PNG")
    return out.getvalue()


def claimed_by(operator, **changes) -> dict[str, str]:
    year = f"{timezone.localdate():%y}"
    return {
        "number": f"{year}112000000000000001", "issue_date": timezone.localdate().isoformat(),
        "seller_tax_id": OperatorFactory().taxpayer.tax_id, "seller_name": "上海某某有限公司",
        "buyer_tax_id": operator.taxpayer.tax_id, "buyer_name": operator.taxpayer.name,
        "amount": "100.00", "tax": "13.00", "total": "113.00",
    } | changes  # fmt: skip


def complete_draft(operator, **changes) -> Application:
    application = begin(operator, kind="SUPPLEMENT", claimed=claimed_by(operator, **changes))
    explain(application, reason="not_found", explanation="", by=operator.person)
    add(application, data=png(), original_name="发票.png", by=operator.person)
    return application


def test_submit_complete_draft_gives_reference_and_history():
    operator = OperatorFactory()
    application = submit(complete_draft(operator), by=operator.person)
    application.refresh_from_db()
    assert application.state == "SUBMITTED"
    assert re.fullmatch(r"BL-\d{8}-[2-9A-HJ-NP-Y]{6}", application.reference)
    actions = [event.action for event in history_of("application", application.pk)]
    assert actions == ["begin", "edit", "edit", "evidence_added", "submit"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"total": "114.00"}, "total"),
        ({"number": "123"}, "number"),
        ({"issue_date": "2099-01-01"}, "issue_date"),
        ({"buyer_tax_id": "91110108MA00000000"}, "buyer_tax_id"),
        ({"seller_tax_id": "9111010"}, "seller_tax_id"),
        ({"amount": "NaN"}, "amount"),
    ],
)
def test_submit_wrong_claim_names_field_and_changes_nothing(changes, field):
    operator = OperatorFactory()
    application = complete_draft(operator, **changes)
    with pytest.raises(Refusal) as refused:
        submit(application, by=operator.person)
    assert field in refused.value.fields
    application.refresh_from_db()
    assert (application.state, application.reference) == ("DRAFT", None)


def test_second_open_application_leads_to_first():
    operator = OperatorFactory()
    first = begin(operator, kind="SUPPLEMENT", claimed=claimed_by(operator))
    with pytest.raises(AlreadyOpen) as refused:
        begin(operator, kind="SUPPLEMENT", claimed=claimed_by(operator))
    assert refused.value.existing == first
    assert Application.objects.count() == 1


def test_number_free_again_after_withdrawal():
    operator = OperatorFactory()
    first = begin(operator, kind="SUPPLEMENT", claimed=claimed_by(operator))
    withdraw(first, by=operator.person)
    assert begin(operator, kind="SUPPLEMENT", claimed=claimed_by(operator)) != first


def test_submitted_application_can_no_longer_be_changed():
    operator = OperatorFactory()
    application = submit(complete_draft(operator), by=operator.person)
    stale = Application.objects.get(pk=application.pk)
    stale.state = "DRAFT"
    with pytest.raises(Refusal):
        fill(stale, {"total": "1.00"}, by=operator.person)
    with pytest.raises(Refusal):
        add(application, data=png(9), original_name="x.png", by=operator.person)
    application.refresh_from_db()
    assert (application.state, application.claimed["total"], Evidence.objects.count()) == ("SUBMITTED", "113.00", 1)


def test_pasted_number_and_amounts_are_tidied():
    operator = OperatorFactory()
    claimed = claimed_by(operator, number="发票代码：044001900111 发票号码：１２３４５６７８", total="¥1,113.00")
    application = begin(operator, kind="SUPPLEMENT", claimed=claimed)
    assert (application.code, application.number, application.region) == ("044001900111", "12345678", "44")
    assert application.claimed["total"] == "1113.00"
