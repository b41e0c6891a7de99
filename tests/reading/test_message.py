"""A message, or a number with words around it, is understood by labels and shapes; nothing is guessed."""
from datetime import date
from decimal import Decimal

import pytest

from lookup.reading.as_json import facts
from lookup.reading.message import read_message

NUMBER = "26112000000099900021"


def said(text):
    return {name: value for name, value in facts(read_message(text)).items() if value is not None}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"号码 {NUMBER} 谢谢", {"number": NUMBER}),
        (f"票在这里：{NUMBER}。", {"number": NUMBER}),
        ("２６１１２０００００００９９９０００２１", {"number": NUMBER}),
        ("2611 2000 0000 9990 0021", {"number": NUMBER}),
        (f"Invoice No. {NUMBER}", {"number": NUMBER}),
        ("011002000111 07009901", {"code": "011002000111", "number": "07009901"}),
        ("发票号码07009901，代码在后面", {"number": "07009901"}),
        (
            "【示例百货】尊敬的客户，您的电子发票已开具，发票代码：011002000111，发票号码：07009901，"
            f"开票日期：2020年11月12日，金额：100.00元，下载 https://example.org/{NUMBER}/a",
            {"code": "011002000111", "number": "07009901", "issue_date": "2020-11-12", "total": "100.00"},
        ),
        (
            f"您于2026-10-12开具的电子发票（普通发票）{NUMBER}，价税合计￥1,113.00元，购方名称：示例软件技术有限公司，"
            "税号：91110000T5MY01MRNU，销售方：示例市老街柴火餐饮店。",
            {"kind": "82", "number": NUMBER, "issue_date": "2026-10-12", "total": "1113.00",
             "buyer_name": "示例软件技术有限公司", "buyer_tax_id": "91110000T5MY01MRNU",
             "seller_name": "示例市老街柴火餐饮店"},
        ),
        (
            f"发票号码：{NUMBER}\n开票日期：2026/10/12\n购买方：甲公司\n销售方：乙公司\n销售方税号：914201004WKEFY5QEA\n"
            "不含税金额：100.00\n税额：13.00\n价税合计（小写）：¥113.00",
            {"number": NUMBER, "issue_date": "2026-10-12", "buyer_name": "甲公司", "seller_name": "乙公司",
             "seller_tax_id": "914201004WKEFY5QEA", "amount": "100.00", "tax": "13.00", "total": "113.00"},
        ),
        (
            f"发票抬头：示例软件技术有限公司 税号 91110000T5MY01MRNU 发票号码：{NUMBER}",
            {"number": NUMBER, "buyer_name": "示例软件技术有限公司", "buyer_tax_id": "91110000T5MY01MRNU"},
        ),
        (f"被红冲蓝字数电发票号码：26112000000099900009，发票号码：{NUMBER}", {"number": NUMBER}),
    ],
)  # fmt: skip
def test_message_is_understood(text, found):
    assert said(text) == found
    assert read_message(text).warnings == ()


@pytest.mark.parametrize(
    "text",
    ["", "您好", "请致电 13812345678", "订单 202610120001234567890123", "2026-10-12 见面", "税号：91110000T5MY01MRNU",
     f"https://example.org/?id={NUMBER}", "编号 07009901"],
)  # fmt: skip
def test_nothing_is_guessed(text):
    assert said(text) == {}


def test_two_numbers_are_unsaid_with_a_warning():
    document = read_message(f"发票号码：{NUMBER}、发票号码：26112000000099900022，开票日期2026年10月12日")
    assert (document.number, document.issue_date) == (None, date(2026, 10, 12))
    assert document.warnings == (f"number: {NUMBER} / 26112000000099900022",)


def test_the_same_said_twice_is_said_once():
    document = read_message(f"发票号码：{NUMBER} 金额：113元 发票号码：{NUMBER} 价税合计：113.00元")
    assert (document.number, document.total, document.warnings) == (NUMBER, Decimal("113.00"), ())
