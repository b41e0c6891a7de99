"""What is personal in an invoice is masked until somebody asks for the whole, and that is on record."""
import pytest

from invoice_portal.accounts.masking import masked_address, masked_middle, masked_tax_id, masked_text
from invoice_portal.history.models import Event
from lookup.models import Invoice
from tests.factories import OperatorFactory, TaxpayerFactory
from tests.login import login_as

from .world import issue

IDENTITY = "11010519491231002X"
WHOLE = ("海淀区示例路 1 号 2 单元 301", "13912345678", "6222020200012345678", IDENTITY, "13700001111", "李小街 8 号",
         "E12345678")  # a passport's is known by its label alone


@pytest.fixture
def invoice(me):
    made = issue(buyer=me, seller=TaxpayerFactory(), remark=f"收款人 {IDENTITY}，电话 13700001111")
    Invoice.objects.filter(pk=made.pk).update(
        contacts={"seller": {"address": WHOLE[0], "phone": WHOLE[1], "bank": "示例银行", "account": WHOLE[2]}},
        special={"旅客运输服务": {"有效身份证件号": IDENTITY, "护照证件号": "E12345678", "车次": "G101"},
                 "不动产租赁": {"不动产地址": f"北京市{WHOLE[5]}"}},
    )
    return made


def test_masked_until_asked_for_and_each_look_at_the_whole_is_on_record(client, page, operator, invoice):
    body = page(f"/invoices/{invoice.slug}/").content.decode()
    assert not [text for text in WHOLE if text in body]
    for shown in ("海淀区示例路***", "139****5678", "示例银行 622************5678", "110***********002X", "G101"):
        assert shown in body
    assert not Event.objects.filter(action="shown_whole").exists()
    answer = client.post(f"/invoices/{invoice.slug}/whole/")
    assert all(text in answer.content.decode() for text in WHOLE) and "no-store" in answer["Cache-Control"]
    event = Event.objects.get(subject_type="invoice", subject_id=str(invoice.pk), action="shown_whole")
    assert event.actor == operator.person


def test_nothing_is_offered_where_nothing_is_hidden(page, me):
    plain = issue(buyer=me, remark="合同 A-7")
    Invoice.objects.filter(pk=plain.pk).update(contacts={}, special={})
    assert "显示完整信息" not in page(f"/invoices/{plain.slug}/").content.decode()


def test_strangers_get_neither(client, invoice):
    stranger = login_as(client, OperatorFactory())
    assert stranger.post(f"/invoices/{invoice.slug}/whole/").status_code == 404
    assert not Event.objects.filter(action="shown_whole").exists()


def test_the_whole_is_not_had_by_an_address(client, page, invoice):
    page(f"/invoices/{invoice.slug}/")
    assert client.get(f"/invoices/{invoice.slug}/whole/").status_code == 405


@pytest.mark.parametrize(("text", "shown"), [
    (f"证件 {IDENTITY}。", "证件 110***********002X。"), ("电话13912345678转", "电话139****5678转"),
    ("账号:6222020200012345678", "账号:622************5678"),
    ("号码 26112000000000123456", "号码 26112000000000123456"),
    ("代码 011002000111 号码 12345678", "代码 011002000111 号码 12345678"), ("合同 A-7", "合同 A-7"), ("", ""),
])  # fmt: skip
def test_numbers_in_free_text(text, shown):
    assert masked_text(text) == shown


def test_ids_of_enterprises_are_public_and_of_persons_masked():
    assert masked_tax_id("91110108MA00KD7X2Q") == "91110108MA00KD7X2Q"
    assert masked_tax_id(IDENTITY) == "110***********002X"
    assert (masked_middle("12", 3, 4), masked_middle("", 3, 4), masked_address("海淀")) == ("**", "", "海淀")
