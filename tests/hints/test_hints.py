"""/hints/: what may be wrong with a field while it is typed, in the words that the form or the trace says after."""
import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from invoice_portal.accounts import tax_id as rules
from invoice_portal.accounts.models import FormerName
from invoice_portal.accounts.names import name_key
from lookup.hints import HINTED
from tests.factories import OperatorFactory, TaxpayerFactory, tax_id
from tests.login import login_as
from tests.lookup.world import issue

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
NUMBER = f"{TODAY:%y}112000000000000001"


@pytest.fixture
def operator():
    taxpayer = TaxpayerFactory(name="北京云杉软件技术有限公司")
    FormerName.objects.create(taxpayer=taxpayer, name="北京白杨软件有限公司", name_key=name_key("北京白杨软件有限公司"))
    return OperatorFactory(taxpayer=taxpayer)


@pytest.fixture
def person(client, operator):
    return login_as(client, operator)


def words(client, field: str, **given) -> str:
    response = client.get("/hints/", {"field": field, **given})
    assert response.status_code == 200
    assert "no-cache" in response["Cache-Control"]
    return html.unescape(re.sub(r"<[^>]+>", "", response.content.decode())).strip()


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("number", {"number": NUMBER}, ""),
        ("number", {"number": ""}, ""),
        ("number", {"number": "2611"}, "4 位"),
        ("number", {"number": "26 9920 0000 0000 0000 01"}, "地区代码“99”不存在"),
        ("number", {"number": "10112000000000000001"}, "这一年没有数电票"),
        ("number", {"number": f"{TODAY.year % 100 + 1}112000000000000001"}, "这一年没有数电票"),
        ("number", {"number": "26112X00000000000001"}, "不是数字的字符"),
        ("number", {"number": "没有"}, "这里没有数字"),
        ("number", {"number": "12345678"}, "请补充发票代码"),
        ("number", {"number": "12345678", "code": "011002100111"}, ""),
        ("number", {"number": "26112000000000000001", "issue_date": "2025-10-12"}, "与所填的开票日期矛盾"),
        ("code", {"number": "12345678", "code": "0110021001"}, ""),
        ("code", {"number": "12345678", "code": "01100210"}, "发票代码“01100210”有误"),
        ("date", {"date": "2026-02-30"}, "没有这样的日期"),
        ("date", {"date": (TODAY + timedelta(days=1)).isoformat()}, "而今天是"),
        ("date", {"date": "2025-10-12", "number": "26112000000000000001"}, "与所填的开票日期矛盾"),
        ("issue_date", {"issue_date": "2025-10-12", "number": "26112000000000000001"}, "与所填的开票日期矛盾"),
        ("date_to", {"date_from": "2026-02-02", "date_to": "2026-02-01"}, "结束日期早于开始日期"),
        ("date_to", {"date_from": "2025-01-01", "date_to": "2026-02-01", "number": "26112000000000000001"}, ""),
        ("total", {"total": "1,234.50 元"}, ""),
        ("total", {"total": "一百"}, "1234.56"),
        ("total", {"total": "1.234"}, "最多两位小数"),
        ("total", {"amount": "100", "tax": "6", "total": "107"}, "106.00"),
        ("tax", {"amount": "100", "tax": "x", "total": "107"}, "1234.56"),
        ("tax_id", {"tax_id": tax_id(7)}, ""),
        ("tax_id", {"tax_id": "9111"}, "4 位"),
        ("tax_id", {"tax_id": tax_id(7)[:9] + "I" + tax_id(7)[10:]}, "第 10 位的“I”"),
        ("seller", {"seller": "云杉"}, ""),
        ("seller", {"seller": tax_id(7)[:17] + "W"}, "校验码"),
        ("buyer", {"buyer": "北京云杉软件技术有限公司"}, ""),
        ("buyer", {"buyer": "北京云衫软件技术有限公司"}, "“北京云杉软件技术有限公司”只差一处"),
        ("title", {"title": "北京云杉软件技术有限公司司"}, "只差一处"),
        ("title", {"title": "北京白杨软件有限公司"}, "曾用名"),
        ("buyer_name", {"buyer_name": "上海某某商贸有限公司"}, ""),
    ],
)
def test_field_says_what_may_be_wrong_with_it(person, field, given, said):
    found = words(person, field, **given)
    assert said in found if said else found == ""


@pytest.fixture
def dealings(operator):
    """Our customer and our supplier; and strangers who deal with each other alone."""
    ours = operator.taxpayer
    issue(seller=ours, buyer=TaxpayerFactory(name="上海青松（集团）商贸有限公司"))
    issue(seller=TaxpayerFactory(name="广州红棉办公用品有限公司"), buyer=ours)
    issue(seller=TaxpayerFactory(name="深圳海鸥物流有限公司"), buyer=TaxpayerFactory(name="成都银杏餐饮有限公司"))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("buyer", "上海青公(集团)商贸有限公司", "您的客户“上海青松（集团）商贸有限公司”只差一处"),
        ("title", "上海松青（集团）商贸有限公司", "您的客户“上海青松（集团）商贸有限公司”只差一处"),
        ("buyer_name", "上海青松（集团）商贸商有限公司", "您的客户“上海青松（集团）商贸有限公司”只差一处"),
        ("seller", "广州红锦办公用品有限公司", "您的供应商“广州红棉办公用品有限公司”只差一处"),
        # As it is, part of it, or the other side's.
        ("buyer", "上海青松（集团）商贸有限公司", ""),
        ("buyer", "海青松（集团）商贸有限公司", ""),
        ("seller", "上海青公（集团）商贸有限公司", ""),
        ("buyer", "广州红锦办公用品有限公司", ""),
        # Strangers'.
        ("seller", "深圳海鸣物流有限公司", ""),
        ("buyer", "成都银杉餐饮有限公司", ""),
        ("title", "广" * 200, ""),
    ],
)
def test_name_nearly_that_of_a_known_buyer_or_seller_is_doubted(person, dealings, field, typed, said):
    found = words(person, field, **{field: typed})
    assert said in found if said else found == ""


def test_customer_is_not_told_to_an_operator_who_sees_no_sales(client, operator, dealings):
    colleague = OperatorFactory(taxpayer=operator.taxpayer, code="02", sees_sales=False)
    assert words(login_as(client, colleague), "buyer", buyer="上海青公（集团）商贸有限公司") == ""
    assert "供应商" in words(client, "seller", seller="广州红锦办公用品有限公司")


def test_strangers_name_takes_the_same_work_as_one_that_nobody_has(person, dealings):
    asked = []
    for typed in ("成都银杉餐饮有限公司", "成都没有这家有限公司"):
        with CaptureQueriesContext(connection) as queries:
            words(person, "buyer", buyer=typed)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_own_tax_id_mistyped_is_told_as_ones_own(person, operator):
    own = operator.taxpayer.tax_id
    assert f"{own} 只差一处" in words(person, "buyer_tax_id", buyer_tax_id=own[:10] + own[11:])
    assert words(person, "buyer", buyer=own) == ""


@pytest.mark.parametrize(("right", "wrong", "said"), [("8", "B", "可能应为“8”"), ("G", "6", "可能应为“G”")])
def test_character_that_looks_alike_is_named_where_it_would_make_the_checksum_right(person, right, wrong, said):
    ids = (f"91110108MA{n:06d}{right}" for n in range(111111, 111200) if not set(f"{n}") & set("0689"))
    whole = next(body + rules.uscc.calc_check_digit(body + "0") for body in ids)
    typed = whole[:16] + wrong + whole[17]
    assert "第 17 位" in words(person, "tax_id", tax_id=typed) and said in words(person, "tax_id", tax_id=typed)


def test_nobody_logged_in_learns_what_is_wrong_and_nothing_of_anyone(client, operator):
    assert "4 位" in words(client, "tax_id", tax_id="9111")
    assert words(client, "buyer", buyer="北京云衫软件技术有限公司") == ""
    # Registered, or not: the same words, and no query that could tell.
    with CaptureQueriesContext(connection) as asked:
        said = [words(client, "tax_id", tax_id=one) for one in (operator.taxpayer.tax_id, tax_id(9))]
    assert said == ["", ""] and len(asked) == 0


def test_strangers_record_changes_no_hint(person):
    invoice = issue(buyer=TaxpayerFactory(), number=NUMBER)
    assert words(person, "number", number=invoice.number) == words(person, "number", number=NUMBER[:-1] + "9") == ""


@pytest.mark.parametrize("field", ["", "password", "operator", "csrfmiddlewaretoken", "x" * 5000])
def test_field_without_hints_is_not_found(person, field):
    assert person.get("/hints/", {"field": field}).status_code == 404


@pytest.mark.parametrize("field", sorted(HINTED))
@pytest.mark.parametrize("typed", ["\0", "²" * 20, "9" * 5000, "😀", "NaN", "%s%(x)s"])
def test_nonsense_never_fails(person, field, typed):
    words(person, field, **{field: typed})


def test_words_are_text_and_never_markup(person):
    response = person.get("/hints/", {"field": "code", "number": "12345678", "code": "<b>1"})
    assert b"<b>" not in response.content


def test_asking_too_often_is_refused(person, monkeypatch):
    monkeypatch.setattr("lookup.views.hints.ASKED", 2)
    codes = [person.get("/hints/", {"field": "number", "number": "1"}).status_code for _ in range(4)]
    assert codes == [200, 200, 429, 429]


@pytest.mark.parametrize(
    ("address", "given", "said"),
    [
        ("/invoices/", {"number": "2611"}, "所填的号码有 4 位"),
        ("/invoices/", {"title": "北京云衫软件技术有限公司"}, "只差一处"),
        ("/trace/", {"date": "2025-10-12", "number": "26112000000000000001"}, "与所填的开票日期矛盾"),
    ],
)
def test_form_sent_without_script_says_the_same_below_its_fields(person, address, given, said):
    body = html.unescape(person.get(address, given).content.decode())
    assert re.search(rf'<p class="field__live" aria-live="polite"><span[^>]*>⚠ </span>[^<]*{said}', body)


def test_answer_of_a_trace_doubts_a_name_that_is_nearly_ones_own(person):
    response = person.post("/trace/", {"buyer": "北京云衫软件技术有限公司", "date": "2026-10-12"}, follow=True)
    assert "“北京云杉软件技术有限公司”只差一处" in html.unescape(response.content.decode())


def test_password_is_never_sent_for_a_hint(client):
    body = client.get("/login/").content.decode()
    assert re.findall(r'hx-params="([^"]*)"', body) == ["tax_id"]
