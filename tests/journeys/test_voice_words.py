"""What people say, and which command it is; asked of the grammar in a real browser."""
import pytest

from .modules import module_address

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]

GO = {
    "invoices": "查发票 请打开查发票。 查發票 查询 我的发票 发票 Find invoices|find an invoice|please open invoices",
    "trace": "追踪 帮我追踪一下 追蹤 追查 trace|Trace an invoice",
    "applications": "申请 我要申请 申請 补录 applications|apply|go to applications",
    "messages": "消息 打开消息页面 訊息 通知 Messages.|my messages|show me messages",
    "help": "帮助 請幫助 help|Help, please",
    "home": "首页 回首页 home|go to home page",
}
OTHERS = {
    "page next": "下一页 下一頁 翻页 next page|next",
    "page previous": "上一页 上一頁 返回 previous page|go back",
    "read": "朗读 朗讀 念一遍 朗读本页 read aloud|Read this page",
    "stop": "停止 停 stop",
    "yes": "确认 確認 对 对的 是的 没错 好 yes|Confirm|correct|OK",
    "no": "取消 不对 错了 no|cancel",
    "again": "重来 重說 清除 again|start over",
    "undo": "退格 删掉 刪除 delete",
    "unknown": "今天天气怎么样 二十六张发票呢 北京 what is the weather|two apples|hello",
}
DIGITS = {
    "二六一一": "2611", "二六幺幺 二零": "261120", "两洞拐勾": "2079", "壹贰叁": "123", "26 1 1。": "2611",
    "２６１１": "2611", "发票号码是二六一一": "2611", "查询二六一一": "2611", "號碼二六幺零": "2610", "〇一": "01",
    "two six one one": "2611", "number two six double one": "2611", "invoice number is 2 6 1 1": "2611",
    "oh seven triple zero": "07000", "Two, six, one, one.": "2611", "26112000": "26112000",
}  # fmt: skip


def phrases(words: str) -> list[str]:
    """Chinese phrases stand between spaces; English ones, at the end, between bars."""
    chinese = [one for one in words.split(" ") if not one.isascii()]
    english = words.removeprefix(" ".join(chinese)).strip()
    return chinese + [one for one in english.split("|") if one]


def test_phrases_of_both_languages_are_the_commands_they_mean(stack, open_page):
    wanted = {phrase: f"go {to}" for to, words in GO.items() for phrase in phrases(words)}
    wanted |= {phrase: command for command, words in OTHERS.items() for phrase in phrases(words)}
    wanted |= {phrase: f"digits {digits}" for phrase, digits in DIGITS.items()}
    with open_page() as page:
        page.goto(stack.url + "/login/")
        address = module_address(page, stack, "reading-open", "voice-commands", "voice-words")
        heard = page.evaluate(
            """async ([address, phrases]) => {
                const { commandOf } = await import(address);
                return phrases.map((phrase) => Object.values(commandOf(phrase)).join(" "));
            }""",
            [address, list(wanted)],
        )
    assert dict(zip(wanted, heard, strict=True)) == wanted


def test_first_alternative_that_is_a_command_counts(stack, open_page):
    with open_page() as page:
        page.goto(stack.url + "/login/")
        address = module_address(page, stack, "reading-open", "voice-commands", "voice-words")
        ask = "async ([address, ...heard]) => (await import(address)).commandOf(...heard).kind"
        assert page.evaluate(ask, [address, "下一夜", "下一页"]) == "page"
        assert page.evaluate(ask, [address, "下一夜", "夏一夜"]) == "unknown"
