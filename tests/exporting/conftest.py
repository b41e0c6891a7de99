"""An operator with invoices, their browser, and a storage of the test's own."""
import io
import zipfile
from datetime import date

import pytest
from django.core.cache import cache

from lookup.models import Export
from lookup.tasks import work_on_export
from tests.login import login_as
from tests.lookup import world
from tests.pdf.conftest import files

__all__ = ["files"]


@pytest.fixture
def operator(db):
    cache.clear()
    return world.operator()


@pytest.fixture
def invoices(operator):
    """Three purchases, newest last."""
    return [world.issue(buyer=operator.taxpayer, day=date(2026, 10, day)) for day in (3, 5, 8)]


@pytest.fixture
def person(client, operator):
    return login_as(client, operator)


@pytest.fixture
def ordered(person, invoices):
    """A zip of the three that was asked for by ticking them."""
    response = person.post("/exports/", {"slug": [invoice.slug for invoice in invoices]})
    assert response.status_code == 302
    return Export.objects.get()


def make(export: Export) -> Export:
    """Work until it is over, as the worker does."""
    for _turn in range(20):
        work_on_export(str(export.pk))
        export.refresh_from_db()
        if export.state in ("MADE", "FAILED"):
            break
    return export


def taken(person, export: Export) -> zipfile.ZipFile:
    response = person.get(f"/exports/{export.pk}/file/")
    assert response.status_code == 200, response.content.decode()
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
