"""Numbers as people type them, and which can exist."""
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookup.checking import faults
from lookup.document import InvoiceDocument, Line, Party
from lookup.money import amount_of, capitals
from lookup.number import clean_number, problem, region_of, region_of_tax_id, split_slug, year_of

NUMBER = "26112000000099900021"
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (NUMBER, NUMBER),
        ("2611 2000 0000 9990 0021", NUMBER),
        ("2611-2000-0000-9990-0021 ", NUMBER),
        ("２６１１２０００００００９９９０００２１", NUMBER),
        (f"【发票】发票号码：{NUMBER}，金额 8831.84 元", NUMBER),
        (f"您好 开票日期2026年10月12日 号码{NUMBER} 请查收", NUMBER),
        ("011002000111-07009901", "011002000111-07009901"),
        ("011002000111 07009901", "011002000111-07009901"),
        ("发票代码：011002000111 发票号码：07009901", "011002000111-07009901"),
        ("发票号码:07009901 发票代码:1100200011", "1100200011-07009901"),
        ("07009901", "07009901"),
        ("2611200000009990002O", "2611200000009990002O"),
        ("", ""),
        ("没有", "没有"),
    ],
)
def test_number_as_typed_is_cleaned(typed, found):
    assert clean_number(typed) == found


def test_slug_is_split_into_code_and_number():
    assert split_slug("011002000111-07009901") == ("011002000111", "07009901")
    assert split_slug(NUMBER) == ("", NUMBER)


@pytest.mark.parametrize(
    ("number", "code", "part"),
    [
        (NUMBER, "", None),
        ("26912000000099900021", "", None),
        ("2611200000009990002", "", "length"),
        ("20112000000099900021", "", "year"),
        ("26992000000099900021", "", "region"),
        ("2611200000009990002O", "", "digits"),
        ("07009901", "011002000111", None),
        ("07009901", "1100200011", None),
        ("07009901", "9900200011", "region"),
        ("07009901", "511002000111", "code"),
        ("07009901", "011000200111", "code"),
        ("07009901", "091002000111", "region"),
        ("0700990", "1100200011", "length"),
        ("07009901", "11002000", "code"),
    ],
)
def test_number_that_cannot_exist_says_which_part(number, code, part):
    found = problem(number, code)
    assert (found and found.part) == part


def test_region_and_year_are_read_from_the_number():
    assert (region_of(NUMBER), year_of(NUMBER)) == ("11", 2026)
    assert (region_of("07009901", "031002000111"), year_of("07009901", "031002000111")) == ("31", None)
    assert region_of("07009901", "4403200011") == "44"


@pytest.mark.parametrize(
    ("tax_id", "region"),
    [
        # Credit codes: of companies, societies, offices, and of kinds whose first character is a letter.
        ("91110000T5MY01MRNU", "11"),
        ("515000005000000015", "50"),
        ("11440000006939748G", "44"),
        ("N2150100MF00000001", "15"),
        # Identity numbers, also those that begin as credit codes do: 11 to 15 and 50 to 54.
        ("11010519491231002X", "11"),
        ("130102199003078515", "13"),
        ("510104199003072731", "51"),
        ("542621198001011237", "54"),
        ("440300198001011234", "44"),
        # A public institution's code that looks like an identity number, told by its check character.
        ("121101194010000112", "11"),
        # Older: 15 of a person or a company, 17 and 20 with what was appended.
        ("110105491231002", "11"),
        ("510104900307273", "51"),
        ("310115710109333", "31"),
        ("51010419900307273101", "51"),
        ("51010490030727301", "51"),
        # None that exists.
        ("91990000T5MY01MRNU", ""),
        ("", ""),
    ],
)
def test_region_is_read_from_a_tax_id_of_any_kind(tax_id, region):
    assert region_of_tax_id(tax_id) == region


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("100", "壹佰圆整"),
        ("8831.84", "捌仟捌佰叁拾壹圆捌角肆分"),
        ("-226.32", "（负数）贰佰贰拾陆圆叁角贰分"),
        ("0", "零圆整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("10.05", "壹拾圆零伍分"),
        ("1002.10", "壹仟零贰圆壹角整"),
        ("10000000.00", "壹仟万圆整"),
        ("100010.00", "壹拾万零壹拾圆整"),
        ("100000001.00", "壹亿零壹圆整"),
        ("120003400.56", "壹亿贰仟万叁仟肆佰圆伍角陆分"),
    ],
)
def test_amount_in_capitals(amount, text):
    assert capitals(Decimal(amount)) == text
    assert amount_of(text) == Decimal(amount)


@given(st.decimals(-(10**13), 10**13, places=2))
def test_capitals_say_the_amount_they_were_made_of(amount):
    assert amount_of(capitals(amount)) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [("壹佰元正", "100.00"), ("贰拾圆", "20.00"), ("拾圆整", "10.00"), ("(负数)贰佰圆整", "-200.00"), ("叁角", "0.30"),
     ("壹佰圆零伍分", "100.05"), ("伍 佰 圆 整", "500.00")],
)  # fmt: skip
def test_capitals_as_others_write_them_are_understood(text, amount):
    assert amount_of(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "圆整", "一百元", "壹佰", "合计", "壹佰圆整整"])
def test_what_is_no_amount_in_capitals_is_none(text):
    assert amount_of(text) is None


def document(**changes):
    facts = {
        "kind": "81",
        "number": NUMBER,
        "issue_date": date(2026, 10, 12),
        "seller": Party("914201004WKEFY5QEA", "示例市老街柴火餐饮店"),
        "buyer": Party("91110000T5MY01MRNU", "示例软件技术有限公司"),
        "amount": Decimal("100.00"),
        "tax": Decimal("13.00"),
        "total": Decimal("113.00"),
        "lines": (
            Line(name="餐费", amount=Decimal("120.00"), tax_rate="13%", tax=Decimal("15.60")),
            Line(name="餐费", amount=Decimal("-20.00"), tax_rate="13%", tax=Decimal("-2.60")),
        ),
    }
    return InvoiceDocument(**(facts | changes))


RED = {"red": True, "amount": Decimal("-100.00"), "tax": Decimal("-13.00"), "total": Decimal("-113.00"), "lines": ()}
UNTAXED = (Line(name="鸡蛋", amount=Decimal("100.00"), tax_rate="免税"),)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"kind": None},
        {"buyer": Party(None, "个人")},
        {"buyer": Party("110101199003074477", "张三")},
        {"seller": Party("110101197001011", "老店")},
        {"seller": Party(), "without": frozenset({"seller"}), "lines": ()},
        {"tax": None, "total": Decimal("100.00"), "lines": UNTAXED},
        {"tax": None, "amount": None, "lines": ()},
        RED,
        {"amount": Decimal("100.02"), "tax": Decimal("12.98")},
        {"number": "07009901", "code": "011002000111", "issue_date": date(2020, 11, 12)},
    ],
)
def test_document_that_can_be_true_has_no_fault(changes):
    assert faults(document(**changes), today=TODAY) == []


@pytest.mark.parametrize(
    ("changes", "reason", "field"),
    [
        ({"number": None}, "MISSING_FIELD", "number"),
        ({"issue_date": None}, "MISSING_FIELD", "issue_date"),
        ({"total": None}, "MISSING_FIELD", "total"),
        ({"seller": Party("914201004WKEFY5QEA")}, "MISSING_FIELD", "seller_name"),
        ({"buyer": Party("91110000T5MY01MRNU")}, "MISSING_FIELD", "buyer_name"),
        ({"number": "07009901"}, "MISSING_FIELD", "code"),
        ({"number": NUMBER[:-1]}, "BAD_NUMBER", "number"),
        ({"number": "26992000000099900021"}, "BAD_NUMBER", "number"),
        ({"buyer": Party("91110000T5MY01MRNX", "示例")}, "BAD_BUYER_ID", "buyer_tax_id"),
        ({"seller": Party("914201004WKEFY5QE1", "示例")}, "BAD_SELLER_ID", "seller_tax_id"),
        ({"issue_date": date(2026, 11, 25)}, "BAD_DATE", "issue_date"),
        ({"issue_date": date(2025, 10, 12)}, "BAD_DATE", "issue_date"),
        ({"number": "21112000000099900021", "issue_date": date(2021, 11, 30)}, "BAD_DATE", "issue_date"),
        ({"total": Decimal("113.01")}, "AMOUNTS_DISAGREE", "total"),
        ({"tax": None, "total": Decimal("101.00"), "lines": UNTAXED}, "AMOUNTS_DISAGREE", "total"),
        ({"red": True}, "AMOUNTS_DISAGREE", "total"),
        ({"lines": (Line(amount=Decimal("99.00")),)}, "LINES_DISAGREE", "amount"),
        ({"lines": (Line(amount=Decimal("100"), tax=Decimal("9")),)}, "LINES_DISAGREE", "tax"),
    ],
)
def test_document_that_cannot_be_true_has_the_one_fault(changes, reason, field):
    assert [(fault.reason, fault.field) for fault in faults(document(**changes), today=TODAY)] == [(reason, field)]


def test_tax_id_that_fails_its_checksum_is_no_fault_when_a_taxpayer_is_registered_under_it():
    odd = "91110000T5MY01MRNX"
    assert faults(document(buyer=Party(odd, "示例")), today=TODAY, known_tax_ids={odd}) == []
