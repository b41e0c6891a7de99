"""Questions as people ask them, in Chinese without a dictionary and in English."""
import pytest
from django.test import Client

from invoice_portal.support.help.searching import search
from invoice_portal.support.help.words import asked_pieces, tokens


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("发票查不到", "not-found"),
        ("为什么查不到我的发票？", "not-found"),
        ("号码在哪里", "find-number"),
        ("发票代码", "find-number"),
        ("火车票的发票号码", "find-number"),
        ("红冲", "statuses"),
        ("作废", "statuses"),
        ("提交失败", "submit-fails"),
        ("身份证", "submit-fails"),
        ("税号", "submit-fails"),
        ("校验码不符", "submit-fails"),
        ("去年的发票查不到", "history-record"),
        ("销售方不给开发票", "get-einvoice"),
        ("发票什么时候到", "watch"),
        ("审核要多久", "application-states"),
        ("上传文件太大", "evidence"),
        ("补录", "apply"),
        ("抬头写错了怎么办", "causes"),
        ("Ｅｘｃｅｌ台账", "batch"),
        ("收不到验证码", "login"),
        ("真伪", "verify"),
        ("报销入账", "rules"),
        ("API", "api"),
        ("谁能看到我的数据", "privacy"),
    ],
)
def test_chinese_question_finds_its_article_first(question, slug):
    assert search(question, "zh-hans")[0].article.slug == slug


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("my invoice was not found", "not-found"),
        ("Where is the number?", "find-number"),
        ("reversed invoices", "statuses"),
        ("can't submit", "submit-fails"),
        ("identity number", "submit-fails"),
        ("forgotten passwords", "login"),
        ("红冲", "statuses"),
        ("身份证", "submit-fails"),
    ],
)
def test_english_question_finds_its_article_first(question, slug):
    assert search(question, "en")[0].article.slug == slug


@pytest.mark.parametrize("question", ["红烧肉的做法", "红烧肉发票做法大全", "投诉", "weather", "？！", "𠮷", "a" * 100])
def test_question_without_an_answer_gets_none(question):
    assert search(question, "zh-hans") == []


def test_words_are_pairs_of_han_characters_and_stems_of_latin_words():
    assert tokens("红字发票 Invoices ２０位") == ["红字", "字发", "发票", "invoic", "20", "位"]
    assert [token for _start, _end, token in asked_pieces("请问红冲怎么办")] == ["红冲"]
    assert [token for _start, _end, token in asked_pieces("怎么办")] == ["怎么", "么办"]


def test_what_was_asked_is_marked(client: Client, db):
    html = client.get("/help/zh-hans/", {"q": "红冲"}).content.decode()
    assert "<mark>红冲</mark>" in html
    assert "没有关于" not in html


def test_nothing_found_says_so_and_leads_on(client: Client, db):
    html = client.get("/help/zh-hans/", {"q": "<b>红烧肉</b>"}).content.decode()
    assert "没有关于“&lt;b&gt;红烧肉&lt;/b&gt;”的帮助" in html
    assert 'href="/trace/"' in html and 'class="button" href="/trace/"' in html


def test_number_typed_into_the_search_is_led_to_the_trace(client: Client, db):
    html = client.get("/help/zh-hans/", {"q": "26112000000012345678"}).content.decode()
    assert "像是一个号码" in html and 'class="button" href="/trace/"' in html
