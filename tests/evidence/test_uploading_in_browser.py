"""Uploading in a real browser: the network goes away in the middle, the page is reloaded, and nothing is lost."""
import hashlib

import pytest
from django.test import Client
from playwright.sync_api import sync_playwright

from resubmission.drafting import begin
from resubmission.models import Evidence, PartialUpload
from tests.factories import OperatorFactory
from tests.login import login_as

from .hostile import opening, pikepdf
from .test_continued_uploads import large

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket, pytest.mark.django_db(transaction=True)]
DATA = large()
CHOSEN = {"name": "长合同.jpg", "mimeType": "image/jpeg", "buffer": DATA}


@pytest.fixture
def open_page(live_server, monkeypatch, files):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    operator = OperatorFactory()
    application = begin(operator, kind="SUPPLEMENT")
    cookie = {"name": "sessionid", "value": login_as(Client(), operator).cookies["sessionid"].value,
              "url": live_server.url}  # fmt: skip
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

        def open_page(**options):
            context = browser.new_context(
                base_url=live_server.url, locale="zh-CN", viewport={"width": 390, "height": 800}, **options
            )
            context.add_cookies([cookie])
            page = context.new_page()
            page.goto(f"/applications/{application.pk}/evidence/")
            return page

        yield open_page
        browser.close()


def choose(page, *files) -> None:
    page.get_by_label("选择文件").set_input_files(list(files))
    page.get_by_role("button", name="上传", exact=True).click()


def hold_after(page, pieces: int) -> None:
    """Let so many pieces through and then cut the line."""
    sent = []

    def route(route) -> None:
        if route.request.method == "PATCH":
            sent.append(1)
            if len(sent) > pieces:
                page.context.set_offline(True)
                return route.abort()
        return route.continue_()

    page.route("**/uploads/**", route)



def test_upload_waits_for_the_network_and_goes_on(open_page):
    page = open_page()
    hold_after(page, 2)
    choose(page, CHOSEN)
    page.get_by_text("网络断开，恢复后自动继续。").first.wait_for()
    assert 0 < PartialUpload.objects.get().offset < len(DATA)
    page.unroute_all()
    page.context.set_offline(False)
    page.get_by_text("已上传（1 / 10）").wait_for()
    assert page.get_by_role("status").filter(has_text="长合同.jpg 已上传。").count() == 1
    assert Evidence.objects.get().digest == hashlib.sha256(DATA).hexdigest()


def test_same_file_chosen_again_after_a_reload_goes_on_where_it_stopped(open_page):
    page = open_page()
    hold_after(page, 3)
    choose(page, CHOSEN)
    page.get_by_text("网络断开").first.wait_for()
    come = PartialUpload.objects.get().offset
    page.unroute_all()
    page.context.set_offline(False)
    page.reload()
    page.get_by_text("没有传完的文件").wait_for()
    offsets = []
    page.on("request", lambda asked: asked.method == "PATCH" and offsets.append(int(asked.headers["upload-offset"])))
    choose(page, CHOSEN)
    page.get_by_text("已上传（1 / 10）").wait_for()
    assert offsets[0] >= come > 0
    assert Evidence.objects.get().digest == hashlib.sha256(DATA).hexdigest()
    assert page.get_by_text("没有传完的文件").count() == 0


def test_refused_file_says_why_and_the_other_is_kept(open_page):
    page = open_page()
    bad = {"name": "坏.pdf", "mimeType": "application/pdf", "buffer": opening(S=pikepdf.Name.JavaScript, JS="1")}
    choose(page, bad, CHOSEN)
    summary = page.get_by_role("alert")
    summary.wait_for()
    assert "坏.pdf · 这个 PDF 含有脚本" in summary.inner_text()
    assert page.evaluate("document.activeElement.hasAttribute('data-errors')")
    assert [kept.original_name for kept in Evidence.objects.all()] == ["长合同.jpg"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_form_works_without_a_script(open_page):
    page = open_page(java_script_enabled=False)
    choose(page, CHOSEN)
    page.get_by_text("已上传（1 / 10）").wait_for()
    assert Evidence.objects.get().digest == hashlib.sha256(DATA).hexdigest()
