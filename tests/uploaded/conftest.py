"""A person with a document, a storage of the test's own, and a worker that works when it is told to."""
import re

import pytest

from invoice_portal.accounts.tokens import issue_token
from lookup.models import ReadDocument
from lookup.tasks import read_document
from tests.uploads import files, giver, operator, person


@pytest.fixture
def give(person):
    """Give a file on the page; returns the address of its own page."""
    return giver(person, "/trace/file/", "发票.xml")


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
