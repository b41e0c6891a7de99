"""The text of a seller's message, given as the number, is understood alike by page, search, API and command."""
import html
import json
import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lookup.models import Trace
from tests.login import login_as
from tests.lookup.world import issue

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 12)
OTHER = "26112000000099900098"


@pytest.fixture
def person(client, operator):
    return login_as(client, operator)


@pytest.fixture
def invoice(operator):
    return issue(buyer=operator.taxpayer, day=DAY)


def sms(number: str, day: str = "2026年10月12日", total: str = "") -> str:
    sums = f"价税合计：￥{total}元，" if total else ""
    return (
        f"【示例百货】尊敬的客户，您的电子发票已开具，\n发票号码：{number}，\n开票日期：{day}，{sums}"
        "请点击 https://example.org/26112000000099900097 下载，如有疑问请致电13812345678。"
    )


def mail(number: str) -> str:
    """A mail of 2,000 characters with the message in its midst."""
    text = "感谢您的惠顾，期待再次为您服务！\n" * 60 + sms(number)
    return text + "祝好。" * ((2_000 - len(text)) // 3)


def asked(text: str, **besides) -> dict:
    return {"number": text} | besides


def facts(trace: Trace) -> dict:
    return {name: value for name, value in trace.asked.items() if name in ("number", "code", "date", "total", "seller")}


@pytest.mark.parametrize("write", [sms, mail, "发票号码 {} 谢谢".format], ids=["sms", "mail", "words around"])
def test_message_is_understood_alike_everywhere(person, ask, operator, invoice, write):
    text = write(invoice.number)
    out = StringIO()
    call_command("trace", text, "--taxpayer", operator.taxpayer.tax_id, "--json", stdout=out)
    response = person.post("/trace/", asked(text), follow=True)
    answers = [ask(**asked(text)), json.loads(out.getvalue()), Trace.objects.latest("as_of").verdict]
    assert [answer["cause"] for answer in answers] == ["FOUND"] * 3
    assert {trace.number for trace in Trace.objects.all()} == {invoice.number}
    assert "从您粘贴的文字里读到" in response.content.decode()
    found = person.get("/invoices/", asked(text)).content.decode()
    assert f"/invoices/{invoice.slug}/" in found and "从您粘贴的文字里读到" in found


def test_what_the_message_says_is_what_is_asked(person, invoice):
    response = person.post("/trace/", asked(sms(OTHER, total="1,113.00")))
    trace = Trace.objects.get()
    assert facts(trace) == {"number": OTHER, "date": "2026-10-12", "total": "1113.00"}
    body = person.get(response["Location"]).content.decode()
    shown = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", body[: body.index("verdict")]))
    assert shown == {"发票号码": OTHER, "开票日期": "2026-10-12", "价税合计": "1113.00"}


def test_what_was_understood_can_be_put_right(person, invoice):
    response = person.post("/trace/", asked(sms(OTHER)))
    body = person.get(response["Location"]).content.decode()
    form = person.get(html.unescape(re.search(r'href="(/trace/\?[^"]+)"', body)[1])).content.decode()
    assert f'value="{OTHER}"' in form and 'value="2026-10-12"' in form
    trace = person.post("/trace/", {"number": invoice.number, "date": "2026-10-12"})
    assert Trace.objects.get(pk=trace["Location"].split("/")[2]).cause == "FOUND"
    assert "从您粘贴的文字里读到" not in person.get(trace["Location"]).content.decode()


def test_what_is_typed_beside_a_message_goes_first(person):
    person.post("/trace/", asked(sms(OTHER, total="5.00"), date="2026-10-13", total="6.00"))
    assert facts(Trace.objects.get()) == {"number": OTHER, "date": "2026-10-13", "total": "6.00"}


def test_older_invoice_is_found_by_code_and_number_of_the_message(ask, operator):
    issue(buyer=operator.taxpayer, kind="10", code="011002000111", number="07009901", day=date(2020, 11, 12))
    answer = ask(number="发票代码：011002000111，发票号码：07009901，开票日期：2020-11-12")
    assert (answer["cause"], answer["invoice"]["code"]) == ("FOUND", "011002000111")


def test_slip_in_the_number_of_a_message_is_a_near_miss(ask, invoice):
    answer = ask(number=sms(invoice.number[:-1]))
    assert (answer["cause"], answer["suggestion"]) == ("NEAR_MISS", invoice.number)


def test_message_without_a_number_asks_by_what_it_says(ask, operator, invoice):
    text = f"您于2026年10月12日消费{invoice.total}元，销售方：{invoice.seller_name}，请查收发票"
    answer = ask(number=text)
    assert (answer["cause"], answer["invoice"]["number"]) == ("FOUND", invoice.number)


def test_search_in_place_tells_of_the_day_that_the_message_says(person):
    person.get("/invoices/", asked(sms(OTHER)))
    assert facts(Trace.objects.get()) == {"number": OTHER, "date": "2026-10-12"}


def test_search_by_htmx_puts_what_was_understood_in_the_address(person, invoice):
    response = person.post("/invoices/", asked(mail(invoice.number)), headers={"HX-Request": "true"})
    address = f"/invoices/?number={invoice.number}&date_from=2026-10-12&date_to=2026-10-12"
    assert response["HX-Push-Url"] == address
    assert f"/invoices/{invoice.slug}/" in response.content.decode()
    assert f"/invoices/{invoice.slug}/" in person.get(address).content.decode()


def test_two_numbers_in_a_message_are_asked_about(person, operator, client):
    text = f"发票号码：{OTHER}，发票号码：26112000000099900097"
    for response in (person.post("/trace/", asked(text)), person.get("/invoices/", asked(text))):
        assert f"不止一个发票号码（{OTHER} / 26112000000099900097）" in response.content.decode()
    with pytest.raises(CommandError, match="不止一个发票号码"):
        call_command("trace", text, "--taxpayer", operator.taxpayer.tax_id)
    page = person.post("/invoices/", asked(text), headers={"HX-Request": "true"})
    assert page["HX-Retarget"] == "body"
    assert "不止一个发票号码" in page.content.decode()
    assert not Trace.objects.exists()


def test_text_longer_than_any_message_is_refused_and_not_cut_off(person):
    response = person.post("/trace/", asked("号码" + "字" * 4_000 + OTHER))
    assert response.status_code == 422
    assert "4000" in response.content.decode()
    assert 'maxlength' not in re.search(r"<input[^>]*name=\"number\"[^>]*>", response.content.decode())[0]
    assert not Trace.objects.exists()
