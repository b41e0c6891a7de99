"""From the answer to the application: who holds an invoice made out to another title may have it put right."""
import pytest
from django.test import Client

from lookup.document import Party
from lookup.models import Trace
from resubmission.models import Application
from tests.factories import OperatorFactory
from tests.login import login_as

from .world import made_out_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(operator) -> Client:
    return login_as(Client(), operator)


def start(page, number):
    return page.post("/applications/new/", {"kind": "REUPLOAD", "number": number}, follow=True)


def test_record_under_another_title_cannot_be_applied_for_before_a_trace_told_of_it(page):
    invoice = made_out_to(Party(None, "某个别人"))
    response = start(page, invoice.number)
    assert "您名下没有这张发票的记录" in response.content.decode()
    assert not Application.objects.exists()


def test_holder_of_a_wrongly_titled_invoice_applies_with_their_own_title(page, operator, ask):
    invoice = made_out_to(Party(None, operator.taxpayer.name))
    answer = ask(number=invoice.number)
    assert answer["cause"] == "WRONG_TITLE"
    assert page.get(answer["next"]["url"]).status_code == 200
    start(page, invoice.number)
    application = Application.objects.get()
    assert application.invoice == invoice
    assert application.claimed["buyer_tax_id"] == operator.taxpayer.tax_id
    assert not application.claimed["total"]


def test_evidence_asked_for_follows_from_the_cause(page, operator, ask):
    invoice = made_out_to(Party(None, operator.taxpayer.name))
    ask(number=invoice.number)
    start(page, invoice.number)
    application = Application.objects.get()
    text = page.get(f"/applications/{application.pk}/evidence/").content.decode()
    assert "抬头不是您的" in text
    assert "付款凭证" in text
    assert "合同或订单" not in text


def test_trace_of_another_taxpayer_opens_nothing(page, operator, ask):
    invoice = made_out_to(Party(None, operator.taxpayer.name))
    ask(number=invoice.number)
    stranger = login_as(Client(), OperatorFactory())
    assert Trace.objects.filter(cause="WRONG_TITLE").exists()
    assert "您名下没有这张发票的记录" in start(stranger, invoice.number).content.decode()
    assert not Application.objects.exists()
