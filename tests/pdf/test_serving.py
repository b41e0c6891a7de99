"""The PDF's address, for people and for programs."""

import re
from urllib.parse import unquote

import pytest

from invoice_portal.accounts.tokens import issue_token
from lookup.models import Download, PdfFile
from lookup.tasks import make_pdf
from tests.factories import OperatorFactory
from tests.login import login_as

PAGE = "/invoices/26112000000000000017/pdf/"
API = "/api/v1" + PAGE


def without_chance(response) -> str:
    """Return the page without its form token, which differs each time."""
    return re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", response.content.decode())


def bearer(operator) -> dict[str, str]:
    return {"HTTP_AUTHORIZATION": f"Bearer {issue_token(operator=operator, name='test')}"}


def test_pdf_not_made_yet_is_owed_and_shows_progress_then_downloads(client, invoice, buyer):
    login_as(client, buyer)
    first = client.get(PAGE)
    assert first.status_code == 200 and b'data-state="OWED"' in first.content and b"?wait=1" in first.content
    make_pdf(invoice.pk)
    assert b'data-state="MADE"' in client.get(PAGE + "?wait=1").content
    assert not Download.objects.exists()
    answer = client.get(PAGE)
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert answer["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer["Content-Security-Policy"]
    name = unquote(answer["Content-Disposition"])
    assert (
        name.startswith("attachment") and "2026-11-01_北京晨星信息技术有限公司_26112000000000000017_1600.00.pdf" in name
    )
    client.get(PAGE)
    assert Download.objects.filter(taxpayer=buyer.taxpayer).count() == 1


def test_progress_for_the_script_tells_state_step_and_place(client, invoice, buyer):
    login_as(client, buyer)
    told = client.get(PAGE + "?wait=1", HTTP_ACCEPT="application/json").json()
    assert told == {"state": "OWED", "stage": "waiting", "ahead": 0}


@pytest.mark.parametrize("scopes", [None, {"sees_purchases": False}])
def test_pdf_that_one_may_not_see_answers_as_one_that_does_not_exist(client, invoice, stranger, scopes):
    login_as(client, OperatorFactory(taxpayer=invoice.buyer, **scopes) if scopes else stranger)
    hidden, absent = client.get(PAGE), client.get(PAGE.replace("17/", "99/"))
    assert hidden.status_code == absent.status_code == 404
    assert without_chance(hidden) == without_chance(absent).replace("99/", "17/")
    assert not PdfFile.objects.exists()


def test_pdf_without_login_leads_to_the_login(client, invoice):
    assert client.get(PAGE)["Location"].startswith("/login/")


def test_damaged_file_is_never_served_and_made_anew(client, invoice, buyer, files):
    login_as(client, buyer)
    client.get(PAGE)
    make_pdf(invoice.pk)
    files()[0].write_bytes(b"%PDF damaged")
    assert b'data-state="OWED"' in client.get(PAGE).content
    make_pdf(invoice.pk)
    assert client.get(PAGE).content.endswith(b"%%EOF\n") or client.get(PAGE)["Content-Type"] == "application/pdf"
    assert len(files()) == 1


def test_failed_pdf_says_so_and_is_owed_again_on_request(client, invoice, buyer):
    login_as(client, buyer)
    client.get(PAGE)
    PdfFile.objects.update(state="FAILED", error="secret trace")
    page = client.get(PAGE).content.decode()
    assert 'data-state="FAILED"' in page and "重新生成" in page and "secret trace" not in page
    assert client.post(PAGE).status_code == 302
    assert PdfFile.objects.get().state == "OWED"


def test_api_answers_202_with_location_then_the_file(client, invoice, buyer):
    token = bearer(buyer)
    waiting = client.get(API, **token, HTTP_ACCEPT="application/pdf")
    assert (waiting.status_code, waiting["Retry-After"], waiting.json()["state"]) == (202, "2", "OWED")
    assert waiting["Location"].endswith(API)
    make_pdf(invoice.pk)
    ready = client.get(API, **token)
    assert (ready.status_code, ready["Content-Type"]) == (200, "application/pdf")


def test_api_without_token_or_right_gives_nothing(client, invoice, stranger):
    assert client.get(API).status_code == 401
    assert client.get(API, **bearer(stranger)).status_code == 404
    assert not PdfFile.objects.exists()


@pytest.mark.parametrize("slug", ["x", "1-2-3", "%00", "٣" * 20, "9" * 4000])
def test_odd_numbers_in_the_address_are_not_found(client, buyer, slug):
    login_as(client, buyer)
    assert client.get(f"/invoices/{slug}/pdf/").status_code == 404
