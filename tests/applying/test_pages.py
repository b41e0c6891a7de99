"""The way through an application, and who may not go it."""
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate
from PIL import Image

from resubmission.models import Application
from tests.factories import OperatorFactory, TaxpayerFactory
from tests.login import login_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return OperatorFactory()


@pytest.fixture
def seller():
    return TaxpayerFactory()


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    storages = settings.STORAGES
    settings.STORAGES = storages | {"default": storages["default"] | {"OPTIONS": {"location": str(tmp_path)}}}


def picture(shade: int = 1) -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), (shade, 0, 0)).save(buffer, "PNG")
    return SimpleUploadedFile("票.png", buffer.getvalue())


def drafted(client, operator, seller, number="26112000000000000017") -> Application:
    """Go through every step up to the check page."""
    client.post("/applications/new/", {"kind": "SUPPLEMENT", "number": number})
    application = Application.objects.get(taxpayer=operator.taxpayer)
    client.post(reverse("application-invoice", args=[application.pk]), {
        "number": number, "issue_date": localdate().isoformat(), "seller_tax_id": seller.tax_id,
        "seller_name": seller.name, "buyer_tax_id": operator.taxpayer.tax_id, "buyer_name": operator.taxpayer.name,
        "amount": "100.00", "tax": "6.00", "total": "106.00",
    })  # fmt: skip
    client.post(reverse("application-reason", args=[application.pk]), {"reason": "not_found"})
    client.post(reverse("application-evidence", args=[application.pk]), {"files": [picture()]})
    return application


def test_application_through_all_steps_is_submitted_with_a_reference(client, operator, seller):
    number = f"{localdate():%y}112000000000000017"
    login_as(client, operator)
    application = drafted(client, operator, seller, number)
    response = client.post(reverse("application-check", args=[application.pk]), follow=True)
    application.refresh_from_db()
    assert application.state == "SUBMITTED"
    assert application.reference in response.content.decode()
    assert "提交申请" in response.content.decode()


def test_application_without_evidence_is_not_submitted(client, operator, seller):
    login_as(client, operator)
    application = drafted(client, operator, seller, f"{localdate():%y}112000000000000017")
    application.evidence.all().delete()
    response = client.post(reverse("application-check", args=[application.pk]))
    application.refresh_from_db()
    assert (response.status_code, application.state) == (422, "DRAFT")


def test_second_open_application_for_the_same_invoice_leads_to_the_first(client, operator, seller):
    login_as(client, operator)
    application = drafted(client, operator, seller)
    response = client.post("/applications/new/", {"kind": "SUPPLEMENT", "number": application.number})
    assert response.headers["Location"] == reverse("application", args=[application.pk])
    assert Application.objects.count() == 1


@pytest.mark.parametrize("page", ["application", "application-invoice", "application-evidence", "application-check"])
def test_strangers_application_looks_as_if_it_did_not_exist(client, operator, seller, page):
    login_as(client, operator)
    application = drafted(client, operator, seller)
    stranger = OperatorFactory()
    login_as(client, stranger)
    missing = client.get(reverse(page, args=["00000000-0000-4000-8000-000000000000"]))
    hidden = client.get(reverse(page, args=[application.pk]))
    assert (hidden.status_code, missing.status_code) == (404, 404)


def test_evidence_is_served_as_an_attachment_and_not_to_strangers(client, operator, seller):
    login_as(client, operator)
    application = drafted(client, operator, seller)
    address = reverse("application-file", args=[application.pk, application.evidence.get().pk])
    response = client.get(address)
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    login_as(client, OperatorFactory())
    assert client.get(address).status_code == 404


def test_program_named_as_a_picture_is_refused_and_nothing_kept(client, operator, seller):
    login_as(client, operator)
    application = drafted(client, operator, seller)
    upload = SimpleUploadedFile("发票.png", b"MZ\x90\x00" + b"\x00" * 100, content_type="image/png")
    response = client.post(reverse("application-evidence", args=[application.pk]), {"files": [upload]})
    assert response.status_code == 422
    assert "不接受" in response.content.decode()
    assert application.evidence.count() == 1


def test_withdrawn_application_cannot_be_submitted(client, operator, seller):
    login_as(client, operator)
    application = drafted(client, operator, seller)
    client.post(reverse("application-withdraw", args=[application.pk]))
    response = client.post(reverse("application-check", args=[application.pk]))
    application.refresh_from_db()
    assert (response.status_code, application.state) == (409, "WITHDRAWN")
