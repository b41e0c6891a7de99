"""A person with a document, a storage of the test's own, and a worker that works when it is told to."""
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from invoice_portal.accounts.tokens import issue_token
from lookup.models import ReadDocument
from lookup.tasks import read_document
from tests.factories import OperatorFactory
from tests.login import login_as


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Store files in a folder of the test; return a function that lists them."""
    options = {"location": str(tmp_path / "files"), "file_permissions_mode": 0o600}
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": backend, "OPTIONS": options}}
    return lambda: sorted(path for path in (tmp_path / "files").rglob("*") if path.is_file())


@pytest.fixture
def operator(db):
    return OperatorFactory()


@pytest.fixture
def person(client, operator):
    """A browser in which the operator is logged in."""
    return login_as(client, operator)


@pytest.fixture
def give(person):
    """Give a file on the page; returns the address of its own page."""

    def given(data: bytes, name: str = "发票.xml") -> str:
        response = person.post("/trace/file/", {"file": SimpleUploadedFile(name, data)})
        assert response.status_code == 302, response.content.decode()
        return response["Location"]

    return given


@pytest.fixture
def read(give, person):
    """Give a file and let the worker read it; returns its page."""

    def given(data: bytes, name: str = "发票.xml"):
        address = give(data, name)
        read_document(re.search(r"([0-9a-f-]{36})", address)[1])
        return person.get(address)

    return given


@pytest.fixture
def worker():
    """Read whatever is owed, as the worker does."""

    def works() -> None:
        for key in ReadDocument.objects.filter(state="WAITING").values_list("pk", flat=True):
            read_document(str(key))

    return works


@pytest.fixture
def token(operator):
    return {"Authorization": f"Bearer {issue_token(operator=operator)}"}
