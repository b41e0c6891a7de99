"""A statement of a trace: asked for on its page, made once, handed to its taxpayer only, and checked by anyone."""
import io
import re
from datetime import timedelta
from threading import Barrier, Thread

import pikepdf
import pypdfium2
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from invoice_portal.history.record import history_of
from invoice_portal.papers.models import Paper
from lookup.models import Statement
from lookup.paper_making import LEASE, MOST_ATTEMPTS
from lookup.tasks import make_statement, requeue_owed_statements
from lookup.trace.catalogue import CATALOGUE
from tests.factories import OperatorFactory
from tests.login import login_as

from .conftest import NUMBER


def page(trace) -> str:
    return f"/trace/{trace.pk}/statement/"


def made(person, trace) -> bytes:
    person.post(page(trace))
    make_statement(str(Statement.objects.get(language="zh-hans").pk))
    response = person.get(f"{page(trace)}file/")
    assert response["Content-Type"] == "application/pdf"
    return response.content


def text_of(data: bytes) -> str:
    return "".join("".join(sheet.get_textpage().get_text_range().split()) for sheet in pypdfium2.PdfDocument(data))


def test_it_says_what_was_asked_what_was_found_and_as_of_when(person, trace, operator):
    text = text_of(made(person, trace))
    asked_at = timezone.localtime(trace.as_of)
    for part in (
        "发票查无证明", NUMBER, operator.taxpayer.name, operator.taxpayer.tax_id, f"{asked_at:%Y-%m-%d%H:%M}",
        str(CATALOGUE[trace.cause].headline), "<b>某销售方</b>", "号码符合编号规则", "您的记录中有它",
    ):  # fmt: skip
        assert part in text, part
    assert operator.person.name not in text


def test_it_is_signed_archivable_tagged_and_in_its_language(person, trace):
    with pikepdf.open(io.BytesIO(made(person, trace))) as pdf:
        assert str(pdf.Root.AcroForm.Fields[0].V.SubFilter) == "/ETSI.CAdES.detached"
        assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) == "zh-CN" and "/StructTreeRoot" in pdf.Root
        with pdf.open_metadata() as said:
            assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("3", "U")


def test_anyone_checks_it_by_code_and_file_and_it_stays_true_after_the_invoice_came(person, trace):
    cache.clear()
    data = made(person, trace)
    (code,) = set(re.findall(r"核验码((?:\w{4}-){3}\w{4})", text_of(data)))
    for response in (
        Client().get("/verify/", {"code": code}),
        Client().post("/verify/", {"file": SimpleUploadedFile("s.pdf", data)}),
    ):
        told = response.content.decode()
        assert "所载时点的情况" in told and NUMBER not in told and trace.taxpayer.name not in told


def test_page_leads_from_the_trace_to_the_file(person, trace):
    assert "开具查无证明" in person.get(f"/trace/{trace.pk}/").content.decode()
    answer = person.post(page(trace), follow=True)
    assert "正在生成" in answer.content.decode() and "http-equiv" in answer.content.decode()
    make_statement(str(Statement.objects.get().pk))
    part = person.get(page(trace), headers={"HX-Request": "true"}).content.decode()
    assert "下载 PDF" in part and "<html" not in part and "every 1s" not in part


def test_each_language_has_its_own(person, trace):
    made(person, trace)
    person.cookies["django_language"] = "en"
    person.post(page(trace))
    english = Statement.objects.get(language="en")
    make_statement(str(english.pk))
    assert str(pikepdf.open(io.BytesIO(person.get(f"{page(trace)}file/").content)).Root.Lang) == "en"
    assert Paper.objects.count() == 2


def test_asked_for_twice_it_is_one_paper_and_one_event(person, trace, files):
    for _ in range(2):
        made(person, trace)
    assert (Statement.objects.count(), Paper.objects.count(), len(files())) == (1, 1, 1)
    assert [event.action for event in history_of("trace", trace.pk)] == ["statement_asked"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_and_a_colleague_of_one_side_find_nothing(person, trace, method):
    made(person, trace)
    colleague = OperatorFactory(taxpayer=trace.taxpayer, code="02", sees_sales=False)
    for other in (OperatorFactory(), colleague):
        theirs = login_as(Client(), other)
        for address in (page(trace), f"{page(trace)}file/"):
            assert getattr(theirs, method)(address).status_code in (404, 405)
        assert theirs.get(page(trace)).status_code == 404
    assert (Statement.objects.count(), Client().get(page(trace)).status_code) == (1, 302)


def test_what_was_found_cannot_be_stated_as_missing(person, trace):
    type(trace).objects.update(cause="FOUND")
    assert person.post(page(trace)).status_code == 404
    assert not Statement.objects.exists()


def test_a_worker_killed_over_it_is_followed_by_another(person, trace, files):
    person.post(page(trace))
    (row,) = Statement.objects.all()
    Statement.objects.update(state="MAKING", claimed_at=timezone.now(), attempts=1)
    make_statement(str(row.pk))
    assert Statement.objects.get().state == "MAKING"
    Statement.objects.update(claimed_at=timezone.now() - LEASE - timedelta(seconds=1))
    assert requeue_owed_statements() is None
    make_statement(str(row.pk))
    assert (Statement.objects.get().state, Paper.objects.count(), len(files())) == ("MADE", 1, 1)


def test_one_that_kills_every_worker_has_failed_and_can_be_asked_for_again(person, trace):
    person.post(page(trace))
    dead = timezone.now() - LEASE - timedelta(seconds=1)
    Statement.objects.update(state="MAKING", attempts=MOST_ATTEMPTS, claimed_at=dead)
    requeue_owed_statements()
    assert "多次尝试" in person.get(page(trace)).content.decode()
    assert text_of(made(person, trace))


def test_one_whose_file_is_gone_is_made_anew_as_a_paper_of_its_own(person, trace, files):
    made(person, trace)
    files()[0].unlink()
    assert person.get(f"{page(trace)}file/").status_code == 302
    assert text_of(made(person, trace)) and Paper.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_paper(person, trace, files):
    person.post(page(trace))
    pk, together = str(Statement.objects.get().pk), Barrier(2)

    def work():
        together.wait()
        make_statement(pk)
        connection.close()

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (Statement.objects.get().state, Paper.objects.count(), len(files())) == ("MADE", 1, 1)


def test_asking_has_a_pace(person, trace, monkeypatch):
    monkeypatch.setattr("lookup.statement.views.ASKED", 1)
    cache.clear()
    assert [person.post(page(trace)).status_code for _ in range(2)] == [302, 429]
