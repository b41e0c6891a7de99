"""Uploads that break off are continued where they stopped, by nobody but who began them, and lose nothing."""
import base64
import hashlib
import os
import random
import socket
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from invoice_portal.accounts.tokens import issue_token
from invoice_portal.history.record import history_of
from resubmission.continuing.taking import forget_old
from resubmission.evidence import MAX_BYTES, add, read, remove
from resubmission.models import Evidence, PartialUpload
from resubmission.submitting import submit
from resubmission.sweeping import remove_orphans
from tests.factories import OperatorFactory
from tests.login import login_as
from tests.resubmission_applicant.test_actions import complete_draft, png

from .hostile import opening, pikepdf
from .test_pictures import asked_by, photo

pytestmark = pytest.mark.django_db
TUS = {"Tus-Resumable": "1.0.0"}


def large(size: int = 3_000_000) -> bytes:
    """A photograph with so much after its end that it takes a while."""
    return photo() + random.Random(3).randbytes(size)


def metadata(name: str, data: bytes) -> str:
    fingerprint = "sha256:" + hashlib.sha256(data).hexdigest()
    said = {"filename": name, "fingerprint": fingerprint}
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in said.items())


class Uploader:
    """A page's script, or a program with a token."""

    def __init__(self, client, application, base="/applications", **headers):
        self.client, self.headers = client, TUS | headers
        self.start = f"{base}/{application.pk}/evidence/uploads/"

    def begin(self, data: bytes, name: str = "合同.jpg", **headers):
        headers = {"Upload-Length": str(len(data)), "Upload-Metadata": metadata(name, data)} | headers
        return self.client.post(self.start, headers=self.headers | headers)

    def send(self, address: str, offset: int, data: bytes, kind="application/offset+octet-stream", **headers):
        # As a header too: the client says nothing of a body that is empty.
        headers = self.headers | {"Upload-Offset": str(offset), "Content-Type": kind} | headers
        return self.client.generic("PATCH", address, data, content_type=kind, headers=headers)

    def stand(self, address: str):
        return self.client.head(address, headers=self.headers)


@pytest.fixture(params=["page", "api"])
def uploader(request, client, operator, application):
    if request.param == "page":
        return Uploader(login_as(client, operator), application)
    token = issue_token(operator=operator)
    return Uploader(client, application, "/api/v1/applications", Authorization=f"Bearer {token}")


def test_file_sent_in_pieces_becomes_evidence_once(uploader, application, files):
    data = large(50_000)
    begun = uploader.begin(data)
    assert (begun.status_code, begun["Upload-Offset"], begun["Tus-Resumable"]) == (201, "0", "1.0.0")
    address = begun["Location"]
    assert uploader.send(address, 0, data[:20_000])["Upload-Offset"] == "20000"
    assert uploader.stand(address)["Upload-Offset"] == "20000"
    assert not Evidence.objects.exists()
    assert uploader.begin(data)["Location"] == address
    last = uploader.send(address, 20_000, data[20_000:])
    assert (last.status_code, last["Upload-Offset"]) == (204, str(len(data)))
    kept = Evidence.objects.get()
    assert (read(kept), kept.original_name, kept.format) == (data, "合同.jpg", "jpeg")
    # Whoever did not hear the answer asks again, and nothing changes.
    again = uploader.begin(data)
    assert (again["Location"], again["Upload-Offset"]) == (address, str(len(data)))
    assert uploader.send(address, len(data), b"").status_code == 204
    assert (Evidence.objects.count(), len(files())) == (1, 1)
    actions = [event.action for event in history_of("application", application.pk)]
    assert actions.count("evidence_added") == 1


def test_file_that_may_not_be_evidence_is_refused_at_its_end_and_nothing_is_left(uploader, files):
    data = opening(S=pikepdf.Name.JavaScript, JS="1")
    address = uploader.begin(data)["Location"]
    answer = uploader.send(address, 0, data)
    assert (answer.status_code, answer.json()["code"]) == (400, "javascript")
    assert uploader.stand(address).status_code == 404
    assert (Evidence.objects.count(), PartialUpload.objects.count(), files()) == (0, 0, [])


def test_file_that_changed_on_the_way_is_refused(uploader, files):
    data = large(100)
    address = uploader.begin(data)["Location"]
    answer = uploader.send(address, 0, data[:-1] + bytes([data[-1] ^ 1]))
    assert (answer.status_code, answer.json()["code"]) == (400, "damaged_on_the_way")
    assert (Evidence.objects.count(), files()) == (0, [])


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Length": "0"}, 400),
        ({"Upload-Length": str(MAX_BYTES + 1)}, 413),
        ({"Upload-Length": "-1"}, 400),
        ({"Upload-Length": "9" * 30}, 400),
        ({"Upload-Metadata": "filename %%%"}, 400),
        ({"Upload-Metadata": "filename AA=="}, 400),
        ({"Upload-Metadata": "fingerprint " + base64.b64encode(b"x" * 129).decode()}, 400),
        ({"Tus-Resumable": "0.2.1"}, 412),
    ],
)
def test_upload_that_cannot_begin_says_why_and_nothing_is_kept(uploader, headers, status):
    answer = uploader.begin(b"x" * 9, **headers)
    assert (answer.status_code, set(answer.json())) == (status, {"code", "detail", "fields"})
    assert not PartialUpload.objects.exists()


@pytest.mark.parametrize(
    ("offset", "more", "status"),
    [(5, {}, 409), ("x", {}, 400), (0, {"kind": "text/plain"}, 415), (0, {"data": bytes(500_000)}, 413)],
)
def test_piece_that_does_not_fit_changes_nothing(uploader, offset, more, status):
    data = large(100)
    address = uploader.begin(data)["Location"]
    answer = uploader.send(address, offset, **({"data": data[:50]} | more))
    assert (answer.status_code, PartialUpload.objects.get().offset) == (status, 0)


def test_upload_is_nobody_elses(uploader, client, operator, application):
    data = large(100)
    address = uploader.begin(data)["Location"]
    colleague = OperatorFactory(taxpayer=operator.taxpayer, code="02")
    for other in (colleague, OperatorFactory()):
        page = Uploader(login_as(Client(), other), application)
        token = issue_token(operator=other)
        program = Uploader(Client(), application, "/api/v1/applications", Authorization=f"Bearer {token}")
        for theirs in (page, program):
            mine = theirs.start + address.rstrip("/").rsplit("/", 1)[1] + "/"
            assert theirs.stand(mine).status_code == 404
            assert theirs.send(mine, 0, data).status_code == 404
            assert theirs.client.delete(mine, headers=theirs.headers).status_code == 404
    assert PartialUpload.objects.get().offset == 0


def test_nothing_is_taken_once_the_application_is_handed_in(client, operator, files):
    draft = complete_draft(operator)
    uploader, data = Uploader(login_as(client, operator), draft), large(100)
    address = uploader.begin(data)["Location"]
    submit(draft, by=operator.person)
    assert uploader.send(address, 0, data).status_code == 409
    assert uploader.begin(large(99)).status_code == 409
    assert (PartialUpload.objects.get().offset, Evidence.objects.count(), len(files())) == (0, 1, 1)


def test_too_many_uploads_at_once_are_refused(uploader):
    begun = [uploader.begin(png(shade)).status_code for shade in range(11)]
    assert begun == [201] * 10 + [400]


def test_upload_complete_beside_ten_files_waits_for_one_to_be_removed(uploader, application, operator):
    data = large(100)
    address = uploader.begin(data)["Location"]
    for shade in range(10):
        add(application, data=png(shade), original_name="a", by=operator.person)
    assert uploader.send(address, 0, data).json()["code"] == "too_many"
    remove(application.evidence.first(), by=operator.person)
    assert uploader.send(address, len(data), b"").status_code == 204
    assert application.evidence.filter(digest=hashlib.sha256(data).hexdigest()).exists()


def test_upload_is_forgotten_when_asked_and_by_itself_after_a_day(uploader, files):
    first, second = large(100), large(200)
    uploader.client.delete(uploader.begin(first)["Location"], headers=uploader.headers)
    assert not PartialUpload.objects.exists()
    uploader.send(uploader.begin(second)["Location"], 0, second[:100])
    assert (forget_old(), len(files())) == (0, 1)
    PartialUpload.objects.update(touched_at=timezone.now() - timedelta(hours=25))
    assert (forget_old(), PartialUpload.objects.count(), files()) == (1, 0, [])


def test_piece_of_no_upload_is_swept(uploader, files):
    data = large(100)
    uploader.send(uploader.begin(data)["Location"], 0, data[:50])
    os.utime(files()[0], (0, 0))
    assert remove_orphans() == 0
    PartialUpload.objects.all().delete()
    assert (remove_orphans(), files()) == (1, [])


def test_page_tells_what_broke_off_and_a_plain_form_gives_it_up(person, application, files):
    data = large(100_000)
    uploader = Uploader(person, application)
    address = uploader.begin(data, "长合同.jpg")["Location"]
    uploader.send(address, 0, data[:51_200])
    page = f"/applications/{application.pk}/evidence/"
    assert "长合同.jpg" in person.get(page).content.decode()
    assert person.post(address).status_code == 302
    assert "长合同.jpg" not in person.get(page).content.decode()
    assert (PartialUpload.objects.count(), files()) == (0, [])


def test_page_asks_the_same_number_of_questions_however_many_broke_off(person, application):
    uploader, page, asked = Uploader(person, application), f"/applications/{application.pk}/evidence/", []
    for shade in range(3):
        uploader.begin(png(shade))
        asked.append(asked_by(person, page))
    assert asked[0] == asked[1] == asked[2]


@pytest.mark.enable_socket
@pytest.mark.django_db(transaction=True)
def test_line_cut_in_the_middle_is_continued_to_the_same_digest(live_server, operator, application):
    data, url = large(), urlsplit(live_server.url)
    cookie = login_as(Client(), operator).cookies["sessionid"].value
    csrf = "a" * 32
    head = f"Host: {url.netloc}\r\nCookie: sessionid={cookie}; csrftoken={csrf}\r\nX-CSRFToken: {csrf}\r\n"
    head += "Tus-Resumable: 1.0.0\r\nConnection: close\r\n"

    def ask(method, path, more="", body=b"", send=None):
        with socket.create_connection((url.hostname, url.port)) as line:
            length = f"Content-Length: {len(body)}\r\n"
            line.sendall(f"{method} {path} HTTP/1.1\r\n{head}{more}{length}\r\n".encode() + body[:send])
            if send is not None:
                return {}
            said = b"".join(iter(lambda: line.recv(65_536), b"")).decode()
        lines = said.split("\r\n\r\n")[0].split("\r\n")
        return dict(line.split(": ", 1) for line in lines[1:]) | {"status": lines[0].split()[1]}

    start = f"/applications/{application.pk}/evidence/uploads/"
    begun = ask("POST", start, f"Upload-Length: {len(data)}\r\nUpload-Metadata: {metadata('合同.jpg', data)}\r\n")
    kind = "Content-Type: application/offset+octet-stream\r\n"
    ask("PATCH", begun["Location"], f"Upload-Offset: 0\r\n{kind}", data, send=2_000_000)
    for _time in range(100):
        come = int(ask("HEAD", begun["Location"])["Upload-Offset"])
        if come >= 1_900_000:
            break
    assert 0 < come < len(data)
    rest = ask("PATCH", begun["Location"], f"Upload-Offset: {come}\r\n{kind}", data[come:])
    assert (rest["status"], rest["Upload-Offset"]) == ("204", str(len(data)))
    assert Evidence.objects.get().digest == hashlib.sha256(data).hexdigest()
