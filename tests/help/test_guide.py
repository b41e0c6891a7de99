"""The guide to print: made by the worker, tagged, in the reader's language."""
import io

import pdfplumber
import pikepdf
import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.test import Client

from invoice_portal.support.help import guide
from invoice_portal.support.help.guide_pdf import pdf_of
from invoice_portal.support.help.shelf import shelf
from invoice_portal.support.tasks import make_help_guide


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    storages = settings.STORAGES
    settings.STORAGES = storages | {"default": storages["default"] | {"OPTIONS": {"location": str(tmp_path)}}}
    cache.clear()


@pytest.fixture
def queued(monkeypatch):
    sent = []
    monkeypatch.setattr(guide, "queue_after_commit", lambda *message: sent.append(message))
    return sent


def test_first_who_asks_waits_and_the_worker_is_asked_once(db, client: Client, queued):
    pages = [client.get("/help/zh-hans/guide.pdf") for _ in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert 'http-equiv="refresh"' in pages[0].content.decode()
    assert queued == [(guide.TASK, "zh-hans")]
    assert make_help_guide.name == guide.TASK


@pytest.mark.slow
@pytest.mark.parametrize(("language", "title"), [("zh-hans", "发票查找与补录：简明指南"), ("en", "")])
def test_guide_is_tagged_titled_and_in_its_language(client: Client, language, title):
    default_storage.save(f"{guide.FOLDER}/{language}-old.pdf", io.BytesIO(b"old"))
    make_help_guide(language)
    answer = client.get(f"/help/{language}/guide.pdf")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked) and str(pdf.Root.Lang) == language
        assert not title or str(pdf.docinfo["/Title"]) == title
        assert pdf.Root.Outlines.Count > 8
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        text = "".join((page.extract_text() or "").replace("\n", "").replace(" ", "") for page in pdf.pages)
        assert len(pdf.pages) < 25
    titles = [article.title.replace(" ", "") for article in shelf(language).values() if article.guide]
    assert [one for one in titles if one not in text] == []
    assert default_storage.listdir(guide.FOLDER)[1] == [guide._name(language).removeprefix(f"{guide.FOLDER}/")]


def test_nothing_is_fetched_from_elsewhere():
    # WeasyPrint leaves out what it can't get, and says so.
    data = pdf_of('<html lang="en"><title>x</title><img alt="x" src="file:///etc/passwd"><p>hello')
    assert data.startswith(b"%PDF")
