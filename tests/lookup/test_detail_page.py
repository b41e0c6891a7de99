"""One invoice, everything that its record says."""

import pytest

from lookup.models import Batch, Download, Entry, Invoice, Source
from lookup.status import Status, status_of, status_q
from tests.factories import TaxpayerFactory

from .world import issue

FACTS = [
    ({"validity": "VOIDED", "conflict": "REPORTED", "pdf_made": True}, Status.VOIDED),
    ({"validity": "REVERSED"}, Status.REVERSED),
    ({"validity": "PARTLY_REVERSED", "pdf_made": True}, Status.PARTLY_REVERSED),
    ({"conflict": "MISSING_FIELD", "pdf_made": True}, Status.ABNORMAL),
    ({"pdf_made": True}, Status.READY),
    ({"pdf_made": False}, Status.ISSUED),
]


@pytest.mark.parametrize(("facts", "status"), FACTS)
def test_status_of_a_record_is_said_and_found_alike(page, me, facts, status):
    invoice = issue(buyer=me)
    Invoice.objects.filter(pk=invoice.pk).update(**facts)
    invoice.refresh_from_db()
    assert status_of(invoice) == status
    assert [s for s in Status if Invoice.objects.filter(status_q(s), pk=invoice.pk).exists()] == [status]
    assert str(status.label) in page(f"/invoices/{invoice.slug}/").content.decode()


def test_detail_shows_every_field(page, me):
    seller = TaxpayerFactory()
    invoice = issue(buyer=me, seller=seller, remark="合同 A-7")
    Invoice.objects.filter(pk=invoice.pk).update(
        contacts={"seller": {"address": "海淀区示例路 1 号", "bank": "示例银行", "account": "6222000"}},
        special={"通行费": {"车牌号": "京A12345"}},
        total="1234106.00",
        amount="1234100.00",
        validity="VOIDED",
        validity_reason="开票有误",
    )
    body = page(f"/invoices/{invoice.slug}/").content.decode()
    for shown in (
        invoice.number,
        seller.tax_id,
        seller.name,
        me.tax_id,
        me.name,
        "合同 A-7",
        "海淀区示例路***",
        "示例银行 ***2000",
        "京A12345",
        "1,234,106.00",
        "王开",
        "*餐饮服务*餐费",
        "电子发票（普通发票）",
        "开票有误",
        "2026-10-12 10:15:30",
        "尚未下载",
    ):
        assert shown in body, shown


def test_detail_says_when_this_taxpayer_downloaded_it(page, me):
    invoice = issue(buyer=me)
    Download.objects.create(invoice=invoice, taxpayer=invoice.seller)
    assert "尚未下载" in page(f"/invoices/{invoice.slug}/").content.decode()
    Download.objects.create(invoice=invoice, taxpayer=me)
    assert "尚未下载" not in page(f"/invoices/{invoice.slug}/").content.decode()
    assert "已下载" in page("/invoices/").content.decode()


def test_detail_offers_the_pdf_and_a_re_upload(page, me):
    invoice = issue(buyer=me, kind="10", code="011002100111", number="12345678")
    body = page(f"/invoices/{invoice.slug}/").content.decode()
    assert f'href="/invoices/{invoice.slug}/pdf/"' in body
    assert "/applications/new/?kind=REUPLOAD&amp;number=12345678&amp;code=011002100111" in body


def test_invoice_without_tax_ids_and_tax_is_shown(page, me):
    invoice = issue(buyer=me, seller=me, tax=None, lines=())
    Invoice.objects.filter(pk=invoice.pk).update(buyer=None, buyer_name=None, amount=None)
    assert page(f"/invoices/{invoice.slug}/").status_code == 200
    assert page("/invoices/").status_code == 200


def test_original_comes_as_an_attachment_that_no_browser_shows(page, me):
    invoice = issue(buyer=me)
    assert page(f"/invoices/{invoice.slug}/original/").status_code == 404
    source = Source.objects.create(code="BJ01", name="北京", region="11", every="1 00:00:00")
    batch = Batch.objects.create(source=source)
    entry = Entry.objects.create(
        batch=batch, source=source, path="a.xml", digest=b"d" * 32, raw=b"<EInvoice/>", state="ACCEPTED"
    )
    Invoice.objects.filter(pk=invoice.pk).update(entry=entry)
    response = page(f"/invoices/{invoice.slug}/original/")
    assert response.content == b"<EInvoice/>"
    assert response["Content-Disposition"] == f'attachment; filename="{invoice.slug}.xml"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_home_shows_the_five_newest(page, me):
    made = [issue(buyer=me) for _ in range(6)]
    body = page("/").content.decode()
    assert [f"/invoices/{invoice.slug}/" in body for invoice in made] == [False] + [True] * 5
