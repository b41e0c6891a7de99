"""A record with its parties, and a storage of its own."""

import pytest

from lookup.models import Invoice
from lookup.records import accept
from tests.factories import OperatorFactory, TaxpayerFactory

from .samples import a_document


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Store files in a folder of the test; return a function that lists them."""
    options = {"location": str(tmp_path), "file_permissions_mode": 0o600}
    backend = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": backend, "OPTIONS": options}}
    return lambda: sorted(path for path in tmp_path.rglob("*") if path.is_file())


@pytest.fixture
def invoice(db) -> Invoice:
    return accept(a_document(8))


@pytest.fixture
def buyer(invoice):
    """An operator of the buyer."""
    return OperatorFactory(taxpayer=invoice.buyer)


@pytest.fixture
def stranger(db):
    return OperatorFactory(taxpayer=TaxpayerFactory())
