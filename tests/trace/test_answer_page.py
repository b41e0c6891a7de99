"""What the page of an answer says above its checks: whose turn, by when, what was asked, what to press."""
import re
from datetime import timedelta

import pytest
from django.test import Client

from resubmission.drafting import begin
from tests.login import login_as
from tests.lookup.world import issue
from tests.watches.world import NUMBER, TODAY, announce, beijing

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(operator):
    """Ask as a person does; return the text of the page that answers."""
    person = login_as(Client(), operator)

    def asked(**question) -> str:
        body = person.post("/trace/", question, follow=True).content.decode()
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body.split("<main")[1]))

    return asked


def test_number_on_its_way_says_by_when(answer, operator):
    announce(buyer=operator.taxpayer.tax_id)
    text = answer(number=NUMBER)
    assert "由谁处理 系统" in text
    assert re.search(r"预计送达 大约 \d{4}-\d\d-\d\d \d\d:\d\d，最迟 \d{4}-\d\d-\d\d \d\d:\d\d", text)


def test_what_was_asked_beside_the_number_stands_in_the_answer(answer):
    beijing()
    text = answer(date=TODAY.isoformat(), seller="中瑞", total="￥999")
    assert f"所填开票日期 {TODAY}" in text and "所填价税合计 999.00" in text and "所填销售方 中瑞" in text


def test_number_never_seen_gives_the_words_for_the_seller_to_copy(answer):
    beijing()
    text = answer(number=NUMBER, date=f"{TODAY - timedelta(days=3)}")
    assert "从未收到这张发票" in text and "复制这段话" in text
    assert "预计送达" not in text


def test_number_and_date_that_contradict_each_other_may_both_be_wrong(answer):
    text = answer(number=NUMBER, date=f"{TODAY.year - 1}-05-05")
    assert "请对照发票更正号码或日期。" in text
    assert "请对照发票更正号码。" in answer(number="26992000000000000001")


def test_filters_that_hide_an_invoice_are_named_in_quotes(answer, operator):
    invoice = issue(buyer=operator.taxpayer, number=NUMBER)
    assert "与所填的“价税合计”不符" in answer(number=invoice.number, total="0.07")


def test_draft_is_not_called_submitted_and_it_is_the_asker_s_turn(answer, operator):
    begin(operator, kind="SUPPLEMENT", claimed={"number": NUMBER})
    text = answer(number=NUMBER)
    assert "已有未办结的申请" in text
    assert "申请还没有提交，当前状态“草稿”。请打开申请，完成轮到您的一步。" in text and "由谁处理 您" in text
