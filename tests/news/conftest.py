import pytest
from django.test import Client

from tests.factories import OperatorFactory
from tests.login import login_as


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    """A folder of its own for the files of each test."""
    storages = settings.STORAGES
    settings.STORAGES = storages | {"default": storages["default"] | {"OPTIONS": {"location": str(tmp_path)}}}


@pytest.fixture
def operator(db):
    return OperatorFactory()


@pytest.fixture
def me(operator):
    return operator.taxpayer


@pytest.fixture
def page(operator):
    """A browser of the operator."""
    return login_as(Client(), operator)


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()
