"""Fixtures of whatever takes a file from a person: import them into a conftest."""
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

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


def giver(person, page: str, usual_name: str) -> Callable[..., str]:
    """Return a function that gives a file on the page and returns the address of its own page."""

    def given(data: bytes, name: str = usual_name) -> str:
        response = person.post(page, {"file": SimpleUploadedFile(name, data)})
        assert response.status_code == 302, response.content.decode()
        return response["Location"]

    return given
