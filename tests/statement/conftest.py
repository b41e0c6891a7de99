"""Somebody who has asked for an invoice that is nowhere, and a storage of the test's own."""
import pytest

from lookup.models import Trace
from tests.factories import OperatorFactory
from tests.login import login_as
from tests.pdf.conftest import files

__all__ = ["files"]
NUMBER = "26112000000000000017"


@pytest.fixture
def operator(db):
    return OperatorFactory()


@pytest.fixture
def person(client, operator):
    """The operator's browser."""
    return login_as(client, operator)


@pytest.fixture
def trace(person) -> Trace:
    """What the operator was answered about a number that nobody has."""
    person.post("/trace/", {"number": NUMBER, "seller": "<b>某销售方</b>"})
    return Trace.objects.get()
