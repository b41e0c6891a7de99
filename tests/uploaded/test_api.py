"""POST documents/: what read_document prints of the file, and the trace of each invoice in it."""
import hashlib
import json
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError

from invoice_portal.accounts.tokens import issue_token
from lookup.models import ReadDocument, Trace
from lookup.uploaded import answering
from tests.documents import NUMBER, einvoice_xml, zip_of
from tests.factories import OperatorFactory
from tests.lookup.world import issue
from tests.trace.conftest import covered
from tests.trace.world import quarantined

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/documents/"


@pytest.fixture
def post(client, token, worker, monkeypatch):
    """Send a file; the worker reads while the request waits."""

    def works(seconds):
        worker()

    def posted(data: bytes, name: str = "发票.xml", working=True, headers=()):
        monkeypatch.setattr(answering.time, "sleep", works if working else lambda seconds: None)
        monkeypatch.setattr(answering, "PATIENCE", 20.0 if working else 0.0)
        return client.post(ADDRESS, {"file": SimpleUploadedFile(name, data)}, headers=token | dict(headers))

    return posted


def read_document(tmp_path, data: bytes, name: str) -> list[dict]:
    path, out = tmp_path / name, StringIO()
    path.write_bytes(data)
    call_command("read_document", str(path), "--json", stdout=out)
    return [one | {"path": one["path"].replace(str(path), name)} for one in json.loads(out.getvalue())]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (einvoice_xml(), "a.xml"),
        (einvoice_xml(total="114.00"), "b.xml"),
        (b"<a>?</a>", "c.xml"),
        (b"%PDF-1.7 ?", "d.pdf"),
        (zip_of({"1.xml": einvoice_xml(), "2.xml": b"<"}), "e.zip"),
    ],
)
def test_document_is_as_read_document_prints_it(post, tmp_path, data, name):
    response = post(data, name)
    assert response.status_code == 200, response.content.decode()
    documents = response.json()["documents"]
    assert [{k: v for k, v in one.items() if k != "trace"} for one in documents] == read_document(tmp_path, data, name)
    assert [one["trace"] is None for one in documents] == [one["number"] is None for one in documents]


def test_trace_is_the_one_that_trace_gives(post, client, token, operator):
    issue(buyer=operator.taxpayer, number=NUMBER)
    (document,) = post(einvoice_xml()).json()["documents"]
    asked = {"number": NUMBER, "date": "2026-10-12", "total": "113.00"}
    answer = client.post("/api/v1/trace/", asked, content_type="application/json", headers=token).json()
    assert document["trace"]["cause"] == answer["cause"] == "HIDDEN_BY_FILTER"
    assert document["trace"]["hidden_by"] == answer["hidden_by"] == ["total"]


def test_unread_file_that_arrived_and_was_quarantined_is_known_by_its_digest(post, operator):
    data = b"<a>no invoice</a>"
    entry = quarantined(covered("BJ01", "11"), number="", reason="UNREADABLE", field="")
    entry.digest = hashlib.sha256(data).digest()
    entry.save()
    (document,) = post(data).json()["documents"]
    assert document["error"]["code"] == "UNREADABLE"
    assert document["trace"]["cause"] == "QUARANTINED"


def test_document_not_read_in_time_is_told_where_to_ask_again(post, client, token, worker):
    response = post(einvoice_xml(), working=False)
    assert (response.status_code, response.json()) == (202, {"state": "WAITING", "ahead": 0})
    location = response["Location"]
    assert client.get(location, headers=token).status_code == 202
    worker()
    first, again = client.get(location, headers=token), client.get(location, headers=token)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert Trace.objects.count() == 1


def test_reading_that_failed_is_an_answer(post, client, token):
    location = post(einvoice_xml(), working=False)["Location"]
    ReadDocument.objects.update(state="FAILED", failure="KILLED")
    (document,) = client.get(location, headers=token).json()["documents"]
    assert (document["path"], document["number"], document["trace"]) == ("发票.xml", None, None)
    assert document["error"]["code"] == "KILLED" and "多次读取都中断" in document["error"]["detail"]


def test_same_key_keeps_one_file_and_the_answer_catches_up(post, worker, client):
    key = {"Idempotency-Key": "k1"}
    first = post(einvoice_xml(), working=False, headers=key)
    worker()
    second, third = post(einvoice_xml(), headers=key), post(einvoice_xml(), headers=key)
    assert (first.status_code, second.status_code) == (202, 200)
    assert second.json() == third.json() and second["Idempotent-Replayed"] == "true"
    assert ReadDocument.objects.count() == 1
    assert post(b"<b/>", headers=key).status_code == 422


def test_bad_requests_are_told_in_the_usual_form(client, token, post):
    assert client.post(ADDRESS).status_code == 401
    for data in ({}, {"file": "text"}):
        answer = client.post(ADDRESS, data, headers=token)
        assert (answer.status_code, answer.json()["code"]) == (400, "no_file")
        assert set(answer.json()["fields"]) == {"file"}
    assert post(b"MZ").json()["code"] == "type"
    assert client.post(ADDRESS, {"a": 1}, content_type="application/json", headers=token).status_code == 415
    assert not ReadDocument.objects.exists()


def test_document_is_nobody_elses(post, client, worker):
    assert post(einvoice_xml()).status_code == 200
    key = ReadDocument.objects.get().pk
    other = {"Authorization": f"Bearer {issue_token(operator=OperatorFactory())}"}
    theirs = client.get(f"{ADDRESS}{key}/", headers=other)
    never = client.get(f"{ADDRESS}00000000-0000-4000-8000-000000000000/", headers=other)
    assert (theirs.status_code, theirs.content) == (404, never.content)


def test_only_some_requests_wait(post):
    taken = [answering._places.acquire(blocking=False) for _ in range(2)]
    try:
        assert taken == [True, True]
        assert post(einvoice_xml()).status_code == 202
    finally:
        for _ in taken:
            answering._places.release()


def trace(operator, *options) -> dict:
    out = StringIO()
    call_command("trace", *options, "--taxpayer", operator.taxpayer.tax_id, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_command_gives_the_answer_of_page_and_api(post, operator, tmp_path):
    issue(buyer=operator.taxpayer, number=NUMBER)
    path = tmp_path / "a.xml"
    path.write_bytes(einvoice_xml())
    (document,) = post(einvoice_xml()).json()["documents"]
    answer = trace(operator, "--file", str(path))
    assert answer == document["trace"] | {"as_of": answer["as_of"], "checks": answer["checks"]}
    assert trace(operator, "--file", str(path), "--total", "106")["cause"] == "FOUND"


def test_command_chooses_by_number_and_refuses_in_one_line(operator, tmp_path):
    other = "26112000000099900088"
    path = tmp_path / "a.zip"
    path.write_bytes(zip_of({"a.xml": einvoice_xml(), "b.xml": einvoice_xml(other)}))
    assert trace(operator, other, "--file", str(path))["cause"] in ("NEVER_SEEN", "BEFORE_COVERAGE")
    (tmp_path / "b.xml").write_bytes(b"<a/>")
    for options in (["--file", str(path)], ["--file", str(tmp_path / "b.xml")], ["--file", str(tmp_path / "none")]):
        with pytest.raises(CommandError) as refused:
            trace(operator, *options)
        assert "\n" not in str(refused.value)
