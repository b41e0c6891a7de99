"""What is given as a number may be a message: then it says more, and what it leaves open stays open."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookup.reading.pasted import LONGEST, SeveralNumbers, said_in

NUMBER, OTHER = "26112000000099900021", "26112000000099900022"
MAIL = (
    "尊敬的客户：\n您好！感谢您的惠顾，您的电子发票已开具，请查收。\n发票代码：\n发票号码：{number}\n开票日期：2026年10月12日\n"
    "发票抬头：示例软件技术有限公司\n税号：91110000T5MY01MRNU\n价税合计：￥1,113.00\n"
    "下载：https://example.org/i?n=" + OTHER + "\n"
    "如有疑问请致电 400-8000-1234 或 13812345678，订单号 20261012000123456789。\n"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (MAIL.format(number=NUMBER), {"number": NUMBER, "date": "2026-10-12", "total": "1113.00"}),
        (MAIL.format(number="2611 2000 0000 9990 0021"), {"number": NUMBER, "date": "2026-10-12", "total": "1113.00"}),
        (MAIL.format(number=NUMBER[:-1]), {"number": NUMBER[:-1], "date": "2026-10-12", "total": "1113.00"}),
        (MAIL.format(number=NUMBER) + "此致敬礼。" * 350, {"number": NUMBER, "date": "2026-10-12", "total": "1113.00"}),
        ("发票代码[011002000111],发票号码[07009901]", {"number": "011002000111-07009901"}),
        ("代码：011002000111 号码：07009901", {"number": "011002000111-07009901"}),
        ("发票号码：07009901\n发票代码：011002000111\n开票日期：２０２０-１１-１２\n金额：94.34 税额：5.66 "
         "价税合计：100.00",
         {"number": "011002000111-07009901", "date": "2020-11-12", "total": "100.00"}),
        (f"金额：100.00 税额：13.00 发票号码：{NUMBER}", {"number": NUMBER}),
        (f"号码 {NUMBER[:10]}\n{NUMBER[10:]} 谢谢", {"number": NUMBER}),
        (f"您好，订单 20261012000123456789，发票 {NUMBER}", {"number": NUMBER}),
        (f"Your invoice no. {NUMBER} issued on 2026-10-12, total CNY 1,113.00",
         {"number": NUMBER, "date": "2026-10-12", "total": "1113.00"}),
        (f"发票号码：{NUMBER}，销售方：示例市老街柴火餐饮店", {"number": NUMBER}),
        ("2026年10月12日在贵店消费113元，销售方：示例市老街柴火餐饮店",
         {"date": "2026-10-12", "total": "113.00", "seller": "示例市老街柴火餐饮店"}),
        (NUMBER, {}), (" 2611-2000 0000 9990 0021 ", {}), ("2611200000009990002O", {}), ("011002000111 07009901", {}),
        ("", {}), ("您好", {}), ("请致电 13812345678", {}), ("字" * (LONGEST + 1) + NUMBER, {}),
    ],
)  # fmt: skip
def test_text_says_what_it_says_and_no_more(text, said):
    assert said_in(text) == said


@pytest.mark.parametrize("text", [f"发票号码：{NUMBER} 发票号码：{OTHER}", f"这两张：{NUMBER}、{OTHER}"])
def test_two_numbers_are_not_chosen_between(text):
    with pytest.raises(SeveralNumbers, match=f"{NUMBER} / {OTHER}"):
        said_in(text)


@given(st.text(max_size=200))
def test_any_text_is_answered(text):
    try:
        said = said_in(text)
    except SeveralNumbers:
        return
    assert all(isinstance(value, str) and value for value in said.values())
