"""Rejected, objected to, and decided again by somebody else."""
import pypdfium2
import pytest
from django.utils.timezone import localdate

from .test_application import apply, decide, open_case, upload, wait_for_text
from .test_taxpayer import log_in

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.xdist_group("journeys")]


def object_to(page, grounds: str, shade: int) -> None:
    """As the applicant of a rejected case: object, add a file and hand the review in."""
    page.get_by_role("link", name="申请复核").click()
    page.get_by_label("您的异议和理由").fill(grounds)
    page.get_by_role("button", name="继续，补充材料").click()
    page.get_by_role("link", name="证明材料").click()
    upload(page, shade)
    page.get_by_role("link", name="继续：核对并提交").click()
    page.get_by_role("button", name="提交申请").click()
    page.get_by_text("这是对下面决定的复核").wait_for()


def letter(page, title: str) -> str:
    """Take the letter of this title from the timeline and return its text."""
    link = page.get_by_role("link", name=title)
    for _attempt in range(40):
        answer = page.request.get(link.last.evaluate("link => link.href"))
        if answer.headers["content-type"] == "application/pdf":
            return "".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(answer.body()))
        page.wait_for_timeout(500)
    raise AssertionError("never made: " + title)


def test_rejected_case_is_objected_to_and_another_clerk_approves(stack, open_page):
    number = f"{localdate():%y}312888888888012345"
    with open_page(width=390) as page, open_page() as first, open_page() as other:
        log_in(page, stack, stack.account("software-admin"))
        apply(page, stack, number, shade=71)
        wait_for_text(page, "审核中")
        decide(stack, open_page, number, "不通过", "材料看不清")
        wait_for_text(page, "材料看不清")
        told = letter(page, "审核不通过通知书")
        assert "材料看不清" in told and "发票管理办法" in told and "复核" in told

        object_to(page, "付款凭证可以证明", shade=72)
        wait_for_text(page, "审核中")

        reference = page.locator(".alert strong").first.inner_text()
        assert reference.startswith("FH-")
        open_case(first, stack, reference)
        assert "须由其他审核员办理" in first.inner_text("#content")
        assert first.get_by_role("button", name="领取").count() == 0

        open_case(other, stack, reference, who="supervisor")
        assert "付款凭证可以证明" in other.inner_text("#content")
        other.get_by_role("button", name="领取").click()
        other.locator("textarea[name=reason]").first.fill("付款凭证属实")
        other.get_by_role("button", name="通过并办结").click()
        other.get_by_role("button", name="并发出").click()
        wait_for_text(page, "审核通过")
        assert "付款凭证属实" in letter(page, "办结通知书")
