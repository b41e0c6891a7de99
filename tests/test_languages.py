"""Which languages there are, and who gets which."""

import pytest
from django.test import Client

from invoice_portal.languages import is_chinese, languages


def test_a_folder_with_a_catalogue_is_a_language(tmp_path):
    for name in ("fr", "zh_Hant", "pt_BR", "notes"):
        (tmp_path / name / "LC_MESSAGES").mkdir(parents=True)
    for name in ("fr", "zh_Hant", "pt_BR"):
        (tmp_path / name / "LC_MESSAGES/django.po").touch()
    found = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("fr", "français"), ("pt-br", "Português Brasileiro")]
    assert languages("zh-hans", tmp_path) == found


@pytest.mark.parametrize(
    ("asked", "given"),
    [("zh-TW", "zh-hant"), ("zh-HK,en;q=0.5", "zh-hant"), ("zh-Hant-MO", "zh-hant"), ("zh-CN", "zh-hans"),
     ("zh", "zh-hans"), ("en-GB", "en"), ("sw", "zh-hans"), ("", "zh-hans")],
)  # fmt: skip
def test_browser_is_answered_in_the_nearest_language(db, asked, given):
    html = Client(headers={"accept-language": asked}).get("/login/").content.decode()
    assert f'<html lang="{given}"' in html


def test_help_can_be_addressed_in_each_language(client, db):
    assert "發票的六種狀態" in client.get("/help/zh-hant/statuses/").content.decode()
    assert "发票的六种状态" in client.get("/help/zh-hans/statuses/").content.decode()


@pytest.mark.parametrize(
    ("code", "yes"), [("zh-hans", True), ("zh-hant", True), (None, True), ("", True), ("en", False)]
)
def test_who_reads_chinese(code, yes):
    assert is_chinese(code) is yes
