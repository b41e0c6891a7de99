"""A ledger from upload to drafts, in a real browser against the real stack, with the page closed in between."""
import pytest
from playwright.sync_api import expect

from tests.ledger.tables import opened, xlsx

from .test_taxpayer import log_in

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]
BOUGHT = """
from lookup.models import Invoice
good = Invoice.objects.filter(buyer__tax_id="{tax_id}", validity="NORMAL", conflict="", code="")
for one in good.order_by("pk")[:40]:
    print("row", one.number, one.issue_date, one.total)
"""
MISSING = [f"2611255500011{at:07d}" for at in range(3)]


def bought(stack, account) -> list[list[str]]:
    """Return number, date and total of what the taxpayer bought."""
    said = stack.manage("shell", "-c", BOUGHT.format(tax_id=account["tax_id"]))
    return [line.split()[1:] for line in said.splitlines() if line.startswith("row ")]


def test_ledger_is_traced_while_nobody_looks_and_its_result_taken_away(stack, open_page, tmp_path):
    account = stack.account("software-admin", "01")
    rows = bought(stack, account)
    assert len(rows) > 5
    file = tmp_path / "我的台账.xlsx"
    file.write_bytes(xlsx(["备用", "单号", "日子", "合计"], *(["", *row] for row in rows),
                          *(["", number, "2026-10-12", "106.00"] for number in MISSING)))  # fmt: skip

    with open_page(width=390) as page:
        log_in(page, stack, account)
        page.goto(stack.url + "/batch/")
        page.get_by_label("选择台账文件").set_input_files(file)
        page.get_by_role("button", name="上传").click()
        page.get_by_role("button", name="开始追踪").wait_for(timeout=30_000)
        page.get_by_label("发票号码", exact=True).select_option(label="B · 单号")
        page.get_by_label("开票日期").select_option(label="C · 日子")
        page.get_by_label("价税合计").select_option(label="D · 合计")
        page.get_by_label("这份台账是").select_option("purchases")
        page.get_by_role("button", name="开始追踪").click()
        page.get_by_role("heading", level=1).wait_for()

    with open_page() as page:
        log_in(page, stack, account)
        page.goto(stack.url + "/batch/")
        page.get_by_role("link", name="我的台账.xlsx").first.click()
        page.get_by_role("heading", name="追踪结果").wait_for(timeout=60_000)
        found = page.get_by_role("row").filter(has_text="已找到这张发票")
        expect(found).to_contain_text(str(len(rows)))
        expect(page.get_by_role("row").filter(has_text="从未收到这张发票")).to_contain_text("3")
        expect(page.locator("#totals + p + div")).to_contain_text("相差")

        with page.expect_download(timeout=60_000) as download:
            page.get_by_role("link", name="下载结果表").click()
        table = opened(download.value.path().read_bytes())
        assert [row[5] for row in table[1:]] == ["FOUND"] * len(rows) + ["NEVER_SEEN"] * 3

        page.goto(stack.url + "/batch/")
        page.get_by_role("link", name="我的台账.xlsx").first.click()
        page.get_by_role("link", name="为 3 张从未收到的发票申请补录").click()
        page.get_by_role("button", name="建立草稿").click()
        page.get_by_text("草稿已建立").wait_for(timeout=60_000)
        page.get_by_role("link", name="查看全部申请").click()
        for number in MISSING:
            expect(page.get_by_text(number).first).to_be_visible()
