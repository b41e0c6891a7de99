"""A clerk, and a folder of its own for the files of each test."""
import pytest

from tests.factories import OperatorFactory, StaffFactory


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    storages = settings.STORAGES
    settings.STORAGES = storages | {"default": storages["default"] | {"OPTIONS": {"location": str(tmp_path)}}}


@pytest.fixture
def clerk(db):
    return StaffFactory(regions=["11"]).person


@pytest.fixture
def operator(db):
    return OperatorFactory()
