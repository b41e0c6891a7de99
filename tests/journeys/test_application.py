"""From a missing invoice to its record, with the clerk in admin."""
import io

import pytest
from django.utils.timezone import localdate
from PIL import Image
from playwright.sync_api import expect

from .desk import log_in_desk
from .test_taxpayer import log_in

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]


def photo(shade: int) -> dict:
    """A photograph as evidence, different for each shade."""
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), (shade, 80, 120)).save(buffer, "PNG")
    return {"name": "发票照片.png", "mimeType": "image/png", "buffer": buffer.getvalue()}


def upload(page, shade: int) -> None:
    """Add a photograph and wait until it is among the files."""
    files = page.locator("[data-have] li")
    # It stands below the list: before it is there the files may not be, and one of them would pass for the new one.
    page.get_by_role("button", name="上传", exact=True).wait_for()
    here = files.count()
    page.get_by_label("选择文件").set_input_files(photo(shade))
    page.get_by_role("button", name="上传", exact=True).click()
    expect(files).to_have_count(here + 1, timeout=20_000)


def apply(page, stack, number: str, shade: int, figures=("1000.00", "60.00", "1060.00")) -> None:
    """Search for a number that is not there, and apply for the missing invoice of this amount, tax and total."""
    page.goto(f"{stack.url}/invoices/?number={number}")
    page.locator("a[href*='/applications/new/']").first.click()
    page.get_by_role("button", name="开始").click()
    assert page.locator("input[name=number]").input_value() == number
    page.get_by_label("开票日期").fill(localdate().replace(day=1).isoformat())
    page.get_by_label("销售方识别号").fill(stack.account("foods-admin")["tax_id"])
    page.get_by_label("销售方名称").fill("上海禾丰食品贸易有限公司")
    page.get_by_label("金额（不含税）").fill(figures[0])
    page.get_by_label("税额").fill(figures[1])
    page.get_by_label("价税合计").fill(figures[2])
    page.get_by_role("button", name="保存并继续").click()
    page.get_by_label("开票方已交付，平台一直查不到").check()
    page.get_by_role("button", name="保存并继续").click()
    upload(page, shade)
    page.get_by_role("link", name="继续：核对并提交").click()
    page.get_by_role("button", name="提交申请").click()
    page.get_by_text("受理编号").first.wait_for()


def wait_for_text(page, text: str) -> None:
    for _attempt in range(40):
        if text in page.inner_text("main"):
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(f"never said {text}: " + page.inner_text("main"))


def open_case(page, stack, number: str, who: str = "clerk") -> None:
    """As someone of the bureau: log in and open the case found by its invoice or reference."""
    log_in_desk(page, stack, stack.account(who))
    page.goto(f"{stack.url}/admin/resubmission/application/?q={number}")
    page.locator("#result_list a[href*='/change/']").first.click()


def decide_on_page(page, button: str, reason: str) -> None:
    """Claim the open case, decide, look at what will be sent, and confirm."""
    page.get_by_role("button", name="领取").click()
    page.locator("textarea[name=reason]").first.fill(reason)
    page.locator("textarea[name=rule]").fill("《中华人民共和国发票管理办法》")
    page.get_by_role("button", name=button).click()
    assert reason in page.inner_text("main, #content, .case")
    page.get_by_role("button", name="并发出").click()
    page.wait_for_load_state()


def decide(stack, open_page, number: str, button: str, reason: str) -> None:
    """As a clerk who was not here before: find the case and decide."""
    with open_page() as page:
        open_case(page, stack, number)
        decide_on_page(page, button, reason)


def test_missing_invoice_applied_for_and_approved_is_found_with_its_pdf(stack, open_page):
    number = f"{localdate():%y}312123456789012345"
    with open_page() as page:
        log_in(page, stack, stack.account("software-admin"))
        apply(page, stack, number, shade=10)
        wait_for_text(page, "审核中")

        decide(stack, open_page, number, "通过并办结", "材料齐全")

        wait_for_text(page, "审核通过")
        page.get_by_role("link", name="打开发票").click()
        with page.expect_download(timeout=60_000) as download:
            page.locator(f"a[href='/invoices/{number}/pdf/']").first.click()
        with download.value.path().open("rb") as file:
            assert file.read(5) == b"%PDF-"
        page.goto(stack.url + "/messages/")
        assert number[-4:] in page.inner_text("main")


def answer(page, shade: int) -> None:
    """As the applicant of a returned case: add a file and hand in again."""
    page.get_by_role("link", name="证明材料").click()
    upload(page, shade)
    page.get_by_role("link", name="继续：核对并提交").click()
    page.get_by_role("button", name="提交申请").click()


def test_returned_case_is_answered_and_then_rejected(stack, open_page):
    number = f"{localdate():%y}312999999999012345"
    with open_page() as page:
        log_in(page, stack, stack.account("software-admin"))
        apply(page, stack, number, shade=200)
        wait_for_text(page, "审核中")

        decide(stack, open_page, number, "退回", "请补充付款凭证")
        wait_for_text(page, "请补充付款凭证")
        answer(page, shade=220)
        wait_for_text(page, "审核中")

        decide(stack, open_page, number, "不通过", "材料不是同一张发票")
        wait_for_text(page, "材料不是同一张发票")
        page.goto(f"{stack.url}/invoices/{number}/")
        assert page.locator("h1").count() == 1
        assert number not in page.title()
