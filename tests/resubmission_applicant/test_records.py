"""Applications beside what the records hold, and what a document says."""
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from resubmission.drafting import AlreadyOpen, begin
from resubmission.models import Application, Evidence
from tests import documents
from tests.factories import OperatorFactory
from tests.login import login_as
from tests.lookup.world import issue

from .test_actions import claimed_by


@pytest.fixture
def operator(client, db):
    operator = OperatorFactory()
    login_as(client, operator)
    return operator


def test_supplement_of_visible_record_leads_to_it(client, operator):
    record = issue(buyer=operator.taxpayer)
    page = client.post("/applications/new/", {"kind": "SUPPLEMENT", "number": record.number, "side": "purchases"})
    assert page.status_code == 422
    assert f'href="/invoices/{record.slug}/"' in page.content.decode()
    assert not Application.objects.exists()


def test_reupload_begins_with_what_the_record_says(client, operator):
    record = issue(buyer=operator.taxpayer)
    client.post("/applications/new/", {"kind": "REUPLOAD", "number": record.number})
    application = Application.objects.get()
    assert application.invoice == record
    assert application.claimed["total"] == str(record.total)
    assert application.claimed["seller_name"] == record.seller_name.name


def test_reupload_of_a_strangers_record_reads_as_of_one_that_does_not_exist(client, operator):
    record = issue(buyer=OperatorFactory().taxpayer)
    answers = [client.post("/applications/new/", {"kind": "REUPLOAD", "number": number})
               for number in (record.number, record.number[:-1] + "9")]  # fmt: skip
    assert [answer.status_code for answer in answers] == [422, 422]
    errors = [answer.context["form"].errors.as_json() for answer in answers]
    assert errors[0] == errors[1]
    assert not Application.objects.exists()


def test_uploaded_xml_fills_the_fields_and_is_kept_as_evidence(client, operator):
    application = begin(operator, kind="SUPPLEMENT")
    here = f"/applications/{application.pk}/invoice/"
    client.post(here, {"read": "1", "file": SimpleUploadedFile("a.bin", documents.einvoice_xml())})
    application.refresh_from_db()
    assert (application.number, application.claimed["total"]) == (documents.NUMBER, "113.00")
    assert application.claimed["lines"]
    assert Evidence.objects.get().format == "xml"


def test_xml_of_another_invoice_is_refused_and_changes_nothing(client, operator):
    application = begin(operator, kind="SUPPLEMENT", claimed=claimed_by(operator))
    here = f"/applications/{application.pk}/invoice/"
    page = client.post(here, {"read": "1", "file": SimpleUploadedFile("a.xml", documents.einvoice_xml())})
    assert page.status_code == 422
    assert documents.NUMBER in page.content.decode()
    kept = Application.objects.get()
    assert (kept.claimed, Evidence.objects.count()) == (application.claimed, 0)


@pytest.mark.django_db(transaction=True)
def test_two_begun_at_once_are_one():
    operator = OperatorFactory()
    claimed = claimed_by(operator)

    def start(_place):
        try:
            return begin(operator, kind="SUPPLEMENT", claimed=claimed).pk
        except AlreadyOpen as refusal:
            return refusal.existing.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(start, range(4)))
    assert len(set(answers)) == 1
    assert Application.objects.count() == 1
