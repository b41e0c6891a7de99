"""PDF, OFD and pictures are read alike by page, API, commands and import; the same invoice is found by each."""
import json
from dataclasses import replace
from decimal import Decimal
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from lookup.models import Entry, Invoice, ReadDocument, Source
from lookup.pdf.render import render
from lookup.pdf.wording import qr_payload
from lookup.uploaded import answering
from tests import documents as make
from tests.lookup.world import issue
from tests.reading import forms, pictures, sheet

pytestmark = pytest.mark.django_db
A, OLD = forms.a_document(), forms.an_older()
#: What is carried goes before what is printed.
XML = replace(A, total=Decimal("113.00"))
#: File, the format it is of, and whether all of the invoice is in it, so that it may be a record.
KINDS = {
    "our PDF": (lambda: render(A), "pdf", A, True),
    "another's PDF": (lambda: sheet.pdf(*forms.digital(A, seal=True)), "pdf", A, True),
    "older PDF": (lambda: sheet.pdf(*forms.older(OLD, glued=True)), "pdf", OLD, True),
    "PDF with XML": (lambda: sheet.pdf(*forms.digital(A), attached={"a": make.einvoice_xml()}), "pdf", XML, True),
    "OFD": (lambda: sheet.ofd(*forms.digital(A)), "ofd", A, True),
    "older OFD": (lambda: sheet.ofd(*forms.older(OLD)), "ofd", OLD, True),
    "photograph": (lambda: pictures.encoded(pictures.photograph(qr_payload(A), angle=5), "JPEG"), "image", A, False),
    "WebP": (lambda: pictures.encoded(pictures.page(qr_payload(A)), "WEBP"), "image", A, False),
}


@pytest.fixture(params=KINDS)
def kind(request, tmp_path):
    """(path, format, invoice, whether it is whole)."""
    made, *besides = KINDS[request.param]
    path = tmp_path / "file.bin"
    path.write_bytes(made())
    return path, *besides


def command(*options: str) -> object:
    out = StringIO()
    call_command(*options, stdout=out, stderr=StringIO())
    return json.loads(out.getvalue())


@pytest.mark.slow
def test_each_kind_is_read_alike_and_leads_to_its_invoice(kind, client, token, operator, worker, read, monkeypatch):
    path, format, made, _whole = kind
    issue(buyer=operator.taxpayer, **{name: getattr(made, name) for name in ("kind", "code", "number")},
          day=made.issue_date)  # fmt: skip
    (said,) = command("read_document", str(path), "--json")
    assert (said["format"], said["number"], said["code"]) == (format, made.number, made.code)
    assert said["issue_date"] == made.issue_date.isoformat()

    monkeypatch.setattr(answering.time, "sleep", lambda seconds: worker())
    response = client.post("/api/v1/documents/", {"file": SimpleUploadedFile("x", path.read_bytes())}, headers=token)
    (document,) = response.json()["documents"]
    assert {name: value for name, value in document.items() if name not in ("trace", "path")} == {
        name: value for name, value in said.items() if name != "path"
    }
    told = command("trace", "--file", str(path), "--taxpayer", operator.taxpayer.tax_id, "--json")
    assert told["cause"] == document["trace"]["cause"] in ("FOUND", "HIDDEN_BY_FILTER")
    assert told["invoice"]["number"] == made.number

    page = read(path.read_bytes(), "x").content.decode()
    assert f'value="{made.number}"' in page
    assert {found.state for found in ReadDocument.objects.all()} == {"DONE"}


def test_each_kind_that_says_all_may_be_a_record(kind):
    path, _format, made, whole = kind
    Source.objects.create(code="BJ01", name="来源", region="11", every="24:00:00")
    report = command("import_invoices", str(path), "--source", "BJ01", "--json")
    assert report["read"] == 1
    if whole:
        invoice = Invoice.objects.get()
        assert (invoice.number, invoice.total, invoice.buyer.tax_id) == (made.number, made.total, made.buyer.tax_id)
    else:
        assert Entry.objects.get().reason == "MISSING_FIELD"
        assert not Invoice.objects.exists()


def test_pdf_altered_in_one_figure_is_quarantined(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(sheet.pdf(*forms.digital(replace(A, tax=A.tax + 1))))
    Source.objects.create(code="BJ01", name="来源", region="11", every="24:00:00")
    command("import_invoices", str(path), "--source", "BJ01", "--json")
    assert Entry.objects.get().reason == "AMOUNTS_DISAGREE"
    assert not Invoice.objects.exists()
