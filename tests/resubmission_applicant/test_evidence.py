"""Files that come with an application: told by content, refused with the reason, kept once."""
import hashlib
import io

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from invoice_portal.refusal import Refusal
from resubmission.drafting import begin
from resubmission.evidence import MAX_BYTES, add, read, remove
from resubmission.models import Evidence
from tests import documents
from tests.factories import OperatorFactory
from tests.login import login_as

from .test_actions import png

pytestmark = pytest.mark.django_db


def pdf() -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(out)
    return out.getvalue()


@pytest.fixture
def application():
    return begin(OperatorFactory(), kind="SUPPLEMENT")


def put(application, data: bytes, name: str = "材料"):
    return add(application, data=data, original_name=name, by=application.operator.person)


@pytest.mark.parametrize(
    ("data", "format_"),
    [(pdf(), "pdf"), (png(), "png"), (documents.einvoice_xml(), "xml"), (documents.digital_ofd(), "ofd")],
)
def test_format_is_told_from_content_and_not_from_name(application, data, format_):
    kept, new = put(application, data, "x.exe")
    assert (kept.format, new, read(kept)) == (format_, True, data)
    assert kept.name.startswith("evidence/") and "x.exe" not in kept.name
    assert kept.digest == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"MZ\x90\x00" + bytes(100), "program"),
        (documents.zip_of({"a.xml": b"<a/>"}), "archive"),
        (b"", "empty"),
        (bytes(MAX_BYTES + 1), "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_file_that_is_not_accepted_says_why_and_is_not_kept(application, data, code):
    with pytest.raises(Refusal) as refused:
        put(application, data, "发票.pdf")
    assert refused.value.code == code
    assert not Evidence.objects.exists()


def test_same_file_twice_is_kept_once(application):
    first, _new = put(application, png())
    again, new = put(application, png(), "其他名字")
    assert (again, new, Evidence.objects.count()) == (first, False, 1)


def test_eleventh_file_is_refused(application):
    for shade in range(10):
        put(application, png(shade))
    with pytest.raises(Refusal) as refused:
        put(application, png(99))
    assert refused.value.code == "too_many"
    assert Evidence.objects.count() == 10


def test_removed_file_leaves_the_storage(application, django_capture_on_commit_callbacks):
    kept, _new = put(application, png())
    with django_capture_on_commit_callbacks(execute=True):
        remove(kept, by=application.operator.person)
    assert not default_storage.exists(kept.name)


def test_altered_file_is_not_served(application):
    kept, _new = put(application, png())
    with default_storage.open(kept.name, "wb") as stored:
        stored.write(b"other")
    with pytest.raises(Refusal) as refused:
        read(kept)
    assert refused.value.code == "evidence_damaged"


def test_one_refused_file_does_not_lose_the_others(client, application):
    login_as(client, application.operator)
    files = [SimpleUploadedFile("好.png", png(1)), SimpleUploadedFile("坏.png", b"MZ")]
    page = client.post(f"/applications/{application.pk}/evidence/", {"files": files})
    assert page.status_code == 422
    assert [error.split("：")[0] for error in page.context["errors"]] == ["坏.png"]
    assert [kept.original_name for kept in page.context["files"]] == ["好.png"]
