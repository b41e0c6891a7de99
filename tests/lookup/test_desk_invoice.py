"""The record at the desk: what a clerk reads there is words, not codes, and what is personal is masked."""
import pytest

from invoice_portal.accounts.models import StaffMember
from invoice_portal.history.models import Event
from lookup.invoice_events import told
from lookup.models import Invoice
from lookup.records.correcting import mark_pdf_made
from tests.factories import StaffFactory, TaxpayerFactory
from tests.login import login_staff

from .world import issue

pytestmark = pytest.mark.django_db
LIST = "/admin/lookup/invoice/"


@pytest.fixture
def desk(client):
    return login_staff(client, StaffFactory(role=StaffMember.Role.CLERK))


@pytest.fixture
def invoice():
    made = issue(buyer=TaxpayerFactory(name="某某软件公司"), remark="电话 13700001111")
    Invoice.objects.filter(pk=made.pk).update(
        contacts={"seller": {"address": "北京市朝阳区示例路 8 号", "phone": "13912345678", "bank": "示例银行",
                             "account": "6222020200012345678"}},
        lines=[{"name": "*会议展览服务*会议费", "unit": "次", "quantity": "1", "price": "100", "amount": "100.00",
                "tax_rate": "6%", "tax": "6.00"}],
        red_of="26112000000000000077",
    )  # fmt: skip
    return made


def read(desk, invoice) -> str:
    answer = desk.get(f"{LIST}{invoice.pk}/change/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_page_reads_in_words_and_masks_what_is_personal(desk, invoice):
    shown = read(desk, invoice)
    for text in ("电子发票（普通发票）", "*会议展览服务*会议费", "某某软件公司", "北京市朝阳区***", "139****5678",
                 "示例银行 622************5678", "电话 137****1111", "<strong>入库</strong>"):
        assert text in shown
    hidden = ("13912345678", "6222020200012345678", "示例路", "13700001111", "\\u")
    assert not [text for text in hidden if text in shown]
    assert f'href="{LIST}?q=26112000000000000077"' in shown


def test_list_says_every_status_in_words(desk, invoice):
    said = {"VOIDED": "已作废", "REVERSED": "已红冲", "PARTLY_REVERSED": "部分红冲", "NORMAL": "已开具"}
    for validity, word in said.items():
        Invoice.objects.update(validity=validity)
        rows = desk.get(LIST).content.decode().split('id="result_list"')[1].split("</table>")[0]
        assert word in rows and validity not in rows and "ISSUED" not in rows


def test_filter_names_conflicts_in_words_and_finds_them(desk, invoice):
    other = issue(buyer=TaxpayerFactory())
    Invoice.objects.filter(pk=other.pk).update(conflict="REPORTED", conflict_detail={"fields": ["total"]})
    found = desk.get(f"{LIST}?conflict=REPORTED").content.decode()
    assert "开票来源报告此票异常" in found and other.number in found and invoice.number not in found
    assert "价税合计" in read(desk, other)


def test_a_record_of_elsewhere_does_not_exist(client, invoice):
    elsewhere = login_staff(client, StaffFactory(role=StaffMember.Role.CLERK, regions=["31"]))
    answer = elsewhere.get(f"{LIST}{invoice.pk}/change/")
    assert answer.status_code == 302 and answer["Location"] == "/admin/"


def test_what_happened_has_words_in_the_language_of_the_desk(desk, invoice):
    mark_pdf_made(invoice.pk, invoice.version)
    assert "<strong>生成 PDF</strong>" in read(desk, invoice)
    # A change of validity is recorded under the name of the new one.
    events = [Event(action=validity.lower()) for validity in Invoice.Validity.values]
    assert all(told(event) != event.action for event in events)
